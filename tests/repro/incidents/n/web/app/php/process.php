<?php
require 'Symfony/Component/Process/autoload.php';
use Symfony\Component\Process\Process;
function runUserScript(string $file): string
{
    $p = new Process(['python3', $file]);
    $p->setTimeout(2);
    $p->mustRun();
    return $p->getOutput();
}
echo runUserScript('scripts/forecast.py');
