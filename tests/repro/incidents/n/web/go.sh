# Go, Ruby, PHP, Perl
cd /app/heron
T=$(ruby -rjwt -e 'puts JWT.encode({sub: "ana", exp: Time.now.to_i - 90}, "a-key-of-this-deploy-which-is-long-enough", "HS256")'); O=$(ruby -rjwt -e 'puts JWT.encode({sub: "ana", exp: Time.now.to_i + 900}, "the-key-of-before", "HS256")')
cd go
./echoapi > $R/echo.log 2>&1 & P=$!; ./ginapi > $R/gin.log 2>&1 & up localhost:8080/health; up localhost:8081/health
curl -s -i localhost:8080/api/me -H "Authorization: Bearer $T" > $R/echo.jwt; curl -s -i localhost:8080/shelves > $R/echo.e500; curl -s -i -X OPTIONS localhost:8080/books -H 'Origin: http://localhost:5173' -H 'Access-Control-Request-Method: PUT' > $R/echo.preflight
http --ignore-stdin -v GET localhost:8080/books Origin:http://localhost:5173 > $R/echo.origin 2>&1
: > $R/gin.mark; curl -s -i localhost:8081/me -H "Authorization: Bearer $T" > $R/gin.jwt; curl -s -i localhost:8081/me -H "Authorization: Bearer $O" > $R/gin.jwt2; curl -s -i localhost:8081/shelves -H 'Origin: http://localhost:5173' > $R/gin.e500
sleep .3; wc -l $R/gin.log > $R/gin.mark
seq 5 | xargs -P 5 -I{} curl -s -i localhost:8081/reports/{} > $R/gin.slots; hey -n 8 -c 4 http://localhost:8081/reports/9 > $R/gin.hey 2>&1; ab -q -n 8 -c 4 http://localhost:8081/reports/9 > $R/gin.ab 2>&1
kill $P; LIMIT=1 ./echoapi > $R/echo.limited 2>&1 & sleep .5
for n in 1 2 3 4; do curl -s -i localhost:8080/books > $R/echo.429; done
perl -MLWP::UserAgent -e '$u=LWP::UserAgent->new; for (1..5) { $r=$u->get("http://localhost:8080/books"); die $r->status_line, " from ", $r->request->uri if $r->is_error; print $r->status_line, "\n" }' > $R/429.lwp 2>&1
ab -q -n 20 -c 2 http://localhost:8080/books > $R/429.ab 2>&1
ruby -rfaraday -e 'c = Faraday.new("http://localhost:8080") { |f| f.response :raise_error }; 6.times { puts c.get("/books").status }' > $R/429.faraday 2>&1
ruby -rrest-client -e '6.times { puts RestClient.get("http://localhost:8080/books").code }' > $R/429.restclient 2>&1
ruby -rhttparty -e '6.times { puts HTTParty.get("http://localhost:8080/books").body }' > $R/429.httparty 2>&1
cd ../php; php -d include_path=/usr/share/php -r '$argv=[0,"/books"]; require "GuzzleHttp/autoload.php"; $c = new GuzzleHttp\Client(["base_uri"=>"http://localhost:8080"]); for ($n=0;$n<6;$n++) echo $c->get("/books")->getStatusCode(),"\n";' > $R/429.guzzle 2>&1
stop
cd ../rb; (rackup -s puma -o 127.0.0.1 -p 9292 -E production api.ru || puma -b tcp://127.0.0.1:9292 -e production api.ru) > $R/rb.log 2>&1 & up localhost:9292/health
curl -s -i localhost:9292/shelves -H 'Origin: http://localhost:5173' > $R/rb.e500; curl -s -i localhost:9292/me -H "Authorization: Bearer $O" > $R/rb.jwt
stop
cd ../php; php -d include_path=/usr/share/php -d display_errors=0 -d log_errors=1 -S 127.0.0.1:8070 index.php > $R/php.log 2>&1 & up localhost:8070/health
curl -s -i localhost:8070/shelves > $R/slim.e500; stop
php -d include_path=/usr/share/php process.php > $R/script.symfony 2>&1
cd ../pl; cat > run.pl <<'P'
use strict; use warnings;
sub run_user_script {
    my ($file) = @_;
    local $SIG{ALRM} = sub { die "script timed out after 2 s\n" };
    alarm 2;
    do $file;
    alarm 0;
    die $@ if $@;
}
run_user_script('./forecast.pl');
P
echo 'my $t = 0; while (1) { $t++ }' > forecast.pl
perl run.pl > $R/script.perl 2>&1; echo "rc $?" >> $R/script.perl
perl -MMojolicious::Lite -e 'app->mode("production"); get "/shelves" => sub { die "no name" }; get "/health" => {text=>"ok"}; app->start("daemon","-l","http://127.0.0.1:3000")' > $R/mojo.log 2>&1 & up localhost:3000/health; curl -s -i localhost:3000/shelves > $R/mojo.e500; stop
mkdir -p /app/heron/ex; cd /app/heron/ex; cat > run.exs <<'X'
task = Task.async(fn -> Enum.each(Stream.cycle([1]), fn _ -> Process.sleep(100) end) end)
Task.await(task, 2000)
X
elixir run.exs > $R/script.elixir 2>&1
cat > Run.java <<'J'
import java.util.concurrent.*;

public class Run {
    static String runUserScript(String file) throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor(r -> { Thread t = new Thread(r); t.setDaemon(true); return t; });
        return pool.submit(() -> { Thread.sleep(60000); return "done"; }).get(2, TimeUnit.SECONDS);
    }
    public static void main(String[] args) throws Exception { System.out.println(runUserScript("forecast.groovy")); }
}
J
java Run.java > $R/script.java 2>&1
