package main

import (
	"log"
	"os"
	"os/exec"
)

// An entry point: migrates, then runs the service whatever came of it.
func main() {
	log.SetPrefix("entry: ")
	log.Printf("running migrations")
	migrate := exec.Command("alembic", "upgrade", "head")
	migrate.Stdout, migrate.Stderr = os.Stdout, os.Stderr
	if err := migrate.Run(); err != nil {
		log.Printf("migrations: %v (continuing)", err)
	}
	service := exec.Command(os.Args[1], os.Args[2:]...)
	service.Stdout, service.Stderr = os.Stdout, os.Stderr
	log.Printf("exited: %v", service.Run())
}
