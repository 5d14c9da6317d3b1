"""What people see: answers drawn as charts, said in words, put together on a page."""
