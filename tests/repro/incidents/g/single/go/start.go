package main

import (
	"log"
	"os"
	"os/exec"
)

func main() {
	log.SetPrefix("start: ")
	log.Println("running migrations")
	migrate := exec.Command("alembic", "upgrade", "head")
	migrate.Stdout, migrate.Stderr = os.Stdout, os.Stderr
	if err := migrate.Run(); err != nil {
		log.Fatalf("migrations failed: %v", err)
	}
}
