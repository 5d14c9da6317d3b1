"""Small files of the layouts that people upload, made here: headers as published, values made up."""
