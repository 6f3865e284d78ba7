import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

public class Berths {
    public static void main(String[] arguments) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL("jdbc:postgresql://db:5432/harbor");
        source.setUser("harbor");
        source.setPassword("harbor-pw");
        JdbcTemplate template = new JdbcTemplate(source);
        System.out.println("berths: " + template.queryForObject("SELECT count(*) FROM berths", Integer.class));
        new Importer(template).run(new String[] {"Q-02"});
    }

    static class Importer {
        private final JdbcTemplate template;

        Importer(JdbcTemplate template) { this.template = template; }

        void run(String[] codes) {
            for (String code : codes) template.update("INSERT INTO berths (code, depth) VALUES (?, ?)", code, 9.5);
        }
    }
}
