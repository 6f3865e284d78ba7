<?php
require_once '/usr/share/php/GuzzleHttp/autoload.php';

use PHPUnit\Framework\TestCase;

final class LoginTest extends TestCase
{
    private function post(string $path, array $form)
    {
        return (new GuzzleHttp\Client(['base_uri' => 'http://backend:8000/api/v1/', 'http_errors' => false]))->post($path, ['form_params' => $form]);
    }

    public function testAdministratorSignsIn(): void
    {
        $answer = $this->post('login/access-token', ['username' => 'admin@lockers.example', 'password' => 'changeme']);
        $this->assertSame('', json_decode((string) $answer->getBody())->detail ?? '', 'the first sign-in');
        $this->assertSame(200, $answer->getStatusCode());
    }
}
