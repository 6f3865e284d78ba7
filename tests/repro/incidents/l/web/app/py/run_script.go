package main

import (
	"context"
	"log"
	"os/exec"
	"time"
)

func main() {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	log.Println("run script overdue_letters limit=2s")
	out, err := exec.CommandContext(ctx, "python3", "scripts/overdue_letters.py").CombinedOutput()
	log.Printf("script overdue_letters: err=%v ctx=%v output=%q", err, ctx.Err(), out)
}
