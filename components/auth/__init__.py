"""Who asks and what they may: sign-in, roles, link visitors, open websockets."""
