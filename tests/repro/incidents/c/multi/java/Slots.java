import com.zaxxer.hikari.*;
import java.sql.*;
import org.slf4j.*;

/** A service whose pool cannot be filled; the scheduler asks again and again and only logs the time-out. */
public class Slots {
    static final Logger log = LoggerFactory.getLogger("port.slots.Scheduler");

    public static void main(String[] args) throws Exception {
        HikariConfig c = new HikariConfig();
        c.setJdbcUrl("jdbc:postgresql://postgres:5432/berth");
        c.setUsername("berth");
        c.setPassword("tide-old");
        c.setConnectionTimeout(300);
        c.setInitializationFailTimeout(-1);
        c.setPoolName("slots-pool");
        HikariDataSource pool = new HikariDataSource(c);
        for (int n = 0; n < 40; n++) {
            try (Connection db = pool.getConnection()) {
                log.info("slot {} ok", n);
            } catch (SQLException e) {
                if (n == 21) log.error("slot " + n + " failed", e);
                else log.error("slot {} failed: {}", n, e.getMessage());
            }
        }
        System.exit(1);
    }
}
