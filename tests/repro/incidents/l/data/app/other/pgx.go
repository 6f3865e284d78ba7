package main

import (
	"context"
	"log"
	"os"

	"github.com/jackc/pgx/v4"
)

func main() {
	conn, err := pgx.Connect(context.Background(), os.Args[1])
	if err != nil {
		log.Fatalf("connect: %v", err)
	}
	log.Println("connected, applying", os.Args[2])
	if _, err = conn.Exec(context.Background(), os.Args[2]); err != nil {
		log.Fatalf("apply: %#v", err)
	}
}
