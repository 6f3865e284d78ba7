import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** JDBC: {@code java Orders COMMAND URL PASSWORD}. */
public class Orders {
    private static final Logger LOG = Logger.getLogger("com.example.orders.Orders");

    public static void main(String[] arguments) throws Exception {
        LOG.info("starting " + arguments[0]);
        int tries = arguments[0].equals("wait") ? 3 : 1;
        for (int i = 1; i <= tries; i++) {
            try (Connection connection = DriverManager.getConnection(arguments[1], "app", arguments[2])) {
                run(connection, arguments[0]);
            } catch (SQLException error) {
                LOG.log(Level.SEVERE, "HikariPool-1 - try " + i + " of " + tries, new IllegalStateException("the repository is unavailable", error));
                Thread.sleep(200);
            }
        }
    }

    private static void run(Connection connection, String command) throws SQLException {
        String sql = switch (command) {
            case "list" -> "select o1_0.id, o1_0.discount_code from orders o1_0 where o1_0.id = 7";
            case "seed" -> "insert into people (email) values ('duke@example.org'), ('duke@example.org')";
            default -> "select count(*) from shipment_items";
        };
        connection.createStatement().execute(sql);
    }
}
