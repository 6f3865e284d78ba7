import java.sql.*;

public class Q {
    static void run(String url, String sql) throws SQLException {
        try (Connection c = DriverManager.getConnection(url); Statement s = c.createStatement()) {
            s.execute(sql);
        }
    }

    public static void main(String[] a) throws Exception {
        try {
            run(a[0], a[1]);
        } catch (SQLException e) {
            throw new IllegalStateException("report " + a[2] + " failed", e);
        }
    }
}
