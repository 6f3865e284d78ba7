*** Settings ***
Library           SeleniumLibrary
Library           Browser.py
Suite Teardown    Close All Browsers

*** Test Cases ***
The Page Works Without Errors
    Open Chromium    %{PAGE}
    Sleep    %{WAIT}
    Console Should Be Clean
