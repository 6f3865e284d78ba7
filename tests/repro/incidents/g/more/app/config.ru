require './sinatra_app'
run Shelves
