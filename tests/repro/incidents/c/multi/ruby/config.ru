require_relative "app"; run Pilotage
