"""Messages to people outside the app, and what carries them; without a carrier the admin reads them out."""
