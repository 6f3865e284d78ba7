// lib/pq: `orders COMMAND URL`.
package main

import (
	"database/sql"
	"log"
	"os"
	"time"

	_ "github.com/lib/pq"
)

func main() {
	log.SetFlags(log.LstdFlags | log.Lmicroseconds | log.Lshortfile)
	db, err := sql.Open("postgres", os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	switch os.Args[1] {
	case "wait":
		for try := 1; try <= 8; try++ {
			if err = db.Ping(); err == nil {
				return
			}
			log.Printf("database not ready (%d/8): %v", try, err)
			time.Sleep(150 * time.Millisecond)
		}
		log.Fatalf("giving up: %v", err)
	case "list":
		log.Print("listing orders")
		_, err = db.Query("SELECT id, discount_code FROM orders")
	case "stock":
		_, err = db.Query("SELECT count(*) FROM warehouse.stock")
	case "seed":
		_, err = db.Exec("INSERT INTO people (email) VALUES ('gopher@example.org'), ('gopher@example.org')")
	}
	if err != nil {
		log.Fatalf("%s: %v", os.Args[1], err)
	}
}
