package report

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"
)

func router() *gin.Engine {
	r := gin.New()
	r.Use(gin.CustomRecoveryWithWriter(io.Discard, func(c *gin.Context, any interface{}) {
		c.AbortWithStatusJSON(http.StatusInternalServerError, gin.H{"error": "Internal server error"})
	}))
	r.GET("/lockers", func(c *gin.Context) { c.JSON(200, []int{1, 2}) })
	r.GET("/reports/:month", func(c *gin.Context) {
		var sold map[string][]int
		c.JSON(200, gin.H{"first": sold[c.Param("month")][0]})
	})
	return r
}

func get(t *testing.T, path string, want int) {
	w := httptest.NewRecorder()
	req, _ := http.NewRequest("GET", path, nil)
	router().ServeHTTP(w, req)
	if w.Code != want {
		t.Errorf("GET %s: status %d, want %d; body: %s", path, w.Code, want, w.Body)
	}
}

func TestLockers(t *testing.T) { get(t, "/lockers", 200) }

func TestMonthlyReport(t *testing.T) { get(t, "/reports/2026-10", 200) }
