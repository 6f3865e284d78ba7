package main

import (
	"database/sql"
	"log"
	"os"

	_ "github.com/lib/pq"
)

func main() {
	db, err := sql.Open("postgres", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.Println("worker starting")
	if _, err := db.Exec(os.Args[2]); err != nil {
		log.Fatalf("run job: %#v", err)
	}
}
