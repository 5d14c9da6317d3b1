"""What each page says: findings made from answers."""
