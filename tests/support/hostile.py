"""Texts that try to be more than text."""

RUN = "window.__pwned=1"
MADE_BY_TEXT = "script:not([type='application/json']), style, img, svg:not([viewBox]), iframe, base, b, i"
PAYLOADS = [
    f"</title><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg/onload={RUN}>",
    '"><script src=https://host.invalid/a.js></script><p title="',
    f"' onmouseover='{RUN}' x='",
    f"[follow](javascript:{RUN})",
    "![picture](https://host.invalid/a.png)",
    "{{ 7*7 }} {% include '/etc/passwd' %} {# gone #}",
    "**bold** `code` <b>b</b> --8<-- 'a.md' ![[x]]",
    "&lt;b&gt; &amp;amp; &#60;i&#62; %3Cscript%3E",
    '{"a": "</script>"} \\u003cscript\\u003e ${1+1}',
    "<style>*{display:none}</style><base href=//host.invalid/><meta http-equiv=refresh content=0>",
    "{: onclick=alert(1) } :::note ||| <!-- gone --> ]]> <![CDATA[ x ]]>",
]
