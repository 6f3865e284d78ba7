import java.sql.*;
import java.util.*;
import javax.persistence.*;
import org.slf4j.*;

/** JPA with EclipseLink: one statement fails, the flush loop goes on inside the transaction. */
public class Ledger {
    static final Logger log = LoggerFactory.getLogger("port.ledger.Settlement");

    public static void main(String[] args) throws Exception {
        Map<String, Object> p = new HashMap<>();
        p.put("javax.persistence.jdbc.url", "jdbc:postgresql://postgres:5432/berth");
        p.put("javax.persistence.jdbc.user", "berth");
        p.put("javax.persistence.jdbc.password", args.length > 1 ? args[1] : "tide-gate");
        p.put("javax.persistence.jdbc.driver", "org.postgresql.Driver");
        p.put("eclipselink.logging.level", "WARNING");
        EntityManager em = Persistence.createEntityManagerFactory("ledger", p).createEntityManager();
        em.getTransaction().begin();
        for (int n = 0; n < Integer.parseInt(args[0]); n++) {
            try {
                String sql = n == 9 ? "UPDATE port_calls SET dues_eur = 12 WHERE id = 1" : "UPDATE vessels SET flag = flag WHERE id = " + n;
                em.createNativeQuery(sql).executeUpdate();
                log.info("settled {}", n);
            } catch (RuntimeException e) {
                if (n == 9) log.warn("settlement {} postponed: {}", n, e.getMessage().replace('\n', ' '));
                else log.error("settlement " + n + " failed", new IllegalStateException("cannot settle " + n, e));
                if (!em.getTransaction().isActive()) em.getTransaction().begin();
            }
        }
    }
}
