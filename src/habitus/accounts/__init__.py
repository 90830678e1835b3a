"""People: who they are, how they sign in, and what day it is for them."""
