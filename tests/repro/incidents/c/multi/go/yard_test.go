package yard

import (
	"database/sql"
	"fmt"
	"os"
	"testing"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"
)

func TestStacking(t *testing.T) {
	for n := 0; n < 700; n++ {
		t.Run(fmt.Sprintf("tier_%d", n), func(t *testing.T) {
			if n*3 < n {
				t.Fatal("tier")
			}
		})
	}
}

type slot struct {
	ID   int            `db:"id"`
	Heat sql.NullString `db:"reefer_plug"`
}

func TestReefers(t *testing.T) {
	db, err := sqlx.Open("postgres", os.Getenv("DATABASE_URL")+"?sslmode=disable")
	if err != nil {
		t.Fatal(err)
	}
	tx := db.MustBegin()
	for n := 0; n < 80; n++ {
		t.Run(fmt.Sprintf("plug_%d", n), func(t *testing.T) {
			var slots []slot
			if err := tx.Select(&slots, "SELECT id, reefer_plug FROM berths WHERE id = $1", n); err != nil {
				t.Errorf("plug %d: %v", n, err)
			}
		})
	}
}
