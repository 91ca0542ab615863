"""What a file may be called and which types are taken (P23)."""

import re
import unicodedata

LONGEST_NAME = 120
_SEPARATORS = re.compile(r"[\\/]")
_REPLACED = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')

FORBIDDEN_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "image/svg+xml",
        "text/javascript",
        "application/javascript",
        "application/x-msdownload",
        "application/x-dosexec",
        "application/x-msi",
        "application/x-executable",
        "application/x-sharedlib",
        "application/x-mach-binary",
        "application/x-elf",
        "application/java-archive",
        "application/java-vm",
        "application/vnd.android.package-archive",
        "application/x-sh",
        "application/x-shockwave-flash",
        "application/hta",
        "text/x-python",
        "application/x-php",
    }
)
_FORBIDDEN = """
    exe dll com scr msi msp bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta jar class apk app deb rpm sh bash zsh py pyc
    pl rb php phar pht phtml php3 php4 php5 asp aspx jsp cgi htm html xhtml xht shtml mht mhtml svg svgz swf lnk reg cpl
    pif so dylib elf xsl xslt
"""
FORBIDDEN_ENDINGS = frozenset(f".{ending}" for ending in _FORBIDDEN.split())
_BEGINNINGS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xfe\xed\xfa\xcf",
)
_RUNS_IN_BROWSERS = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed|meta|\?php|x:html)[\s>/:]|<\?php|<%@",
    re.IGNORECASE,
)


def clean_name(name: str) -> str:
    """The last part of a file's name without what has a meaning elsewhere: paths, line ends, direction marks."""
    name = unicodedata.normalize("NFC", _SEPARATORS.split(name)[-1])
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"))
    name = _REPLACED.sub("_", name).strip(" .")
    if len(name) > LONGEST_NAME:
        stem, dot, ending = name.rpartition(".")
        ending = ending[:20]
        name = (stem or name)[: LONGEST_NAME - len(ending) - 1] + dot + ending if dot else name[:LONGEST_NAME]
    return name or "file"


def ending_of(name: str) -> str:
    """The last part with its dot, in small letters; "" when there is none."""
    stem, dot, ending = name.lower().rpartition(".")
    return f".{ending}" if dot and stem else ""


def runs(head: bytes) -> bool:
    """True when the beginning is a program's or a script's, or a page that a browser would run."""
    return head.startswith(_BEGINNINGS) or _RUNS_IN_BROWSERS.search(head[:4096].replace(b"\x00", b"")) is not None
