// pgx 4: `stock login|seed|wait URL`, logs JSON lines with Go's own encoder.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/jackc/pgx/v4"
)

func log(level, message string, err error) {
	line := map[string]interface{}{"ts": time.Now().UTC().Format(time.RFC3339Nano), "level": level, "caller": "stock/stock.go", "msg": message}
	if err != nil {
		line["error"] = err.Error()
		line["errorVerbose"] = fmt.Sprintf("%+v", err)
	}
	json.NewEncoder(os.Stderr).Encode(line)
}

func main() {
	ctx := context.Background()
	for try := 1; ; try++ {
		connection, err := pgx.Connect(ctx, os.Args[2])
		if err != nil {
			log("error", fmt.Sprintf("connect, try %d", try), err)
			if try == 5 {
				os.Exit(1)
			}
			time.Sleep(80 * time.Millisecond)
			continue
		}
		log("info", "connected", nil)
		if os.Args[1] == "seed" {
			batch := &pgx.Batch{}
			for n := 38; n < 44; n++ {
				batch.Queue("INSERT INTO accounts (code) VALUES ($1)", fmt.Sprintf("A-%d", n))
			}
			if _, err := connection.SendBatch(ctx, batch).Exec(); err != nil {
				panic(fmt.Errorf("seeding the accounts: %w", err))
			}
		}
		return
	}
}
