package main

import (
	"log"
	"net/http"

	"github.com/rs/cors"
)

func main() {
	mux := http.NewServeMux()
	mux.HandleFunc("/api/v1/sailings", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte(`[{"id":1,"from":"Oban"}]`)) })
	c := cors.New(cors.Options{AllowedOrigins: []string{"https://tern.example"}, Debug: true})
	log.Fatal(http.ListenAndServe(":8000", c.Handler(mux)))
}
