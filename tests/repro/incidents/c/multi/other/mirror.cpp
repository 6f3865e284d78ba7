#include <iostream>
#include <pqxx/pqxx>
#include <unistd.h>
// Mirrors vessels between two systems; meets a row that is there.
int main(int argc, char **argv) {
    pqxx::connection db(argv[1]);
    for (int n = 0; n < 300; n++) {
        try {
            pqxx::work tx(db);
            tx.exec("INSERT INTO vessels (imo, name) VALUES ('" + std::to_string(n == 190 ? 9100033 : 9500000 + n) + "', 'mirror')");
            tx.commit();
            std::cout << "mirror: " << n << " copied" << std::endl;
        } catch (const pqxx::sql_error &e) {
            std::cerr << "mirror: " << e.what() << "mirror: query: " << e.query() << std::endl;
            for (int k = 0; k < 90; k++) std::cerr << "mirror: batch " << k << " held back, sequence has a gap" << std::endl;
            throw;
        }
    }
}
