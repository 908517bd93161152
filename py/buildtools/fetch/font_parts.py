"""Pin the fonts that the page is tested with. The site contains none of them."""

from buildtools.fetch import sources
from buildtools.fetch.obtain import Part


def _npm(family: str, version: str, sha256: str) -> Part:
    name, file = f"@expo-google-fonts/{family}", f"expo-google-fonts-{family}-{version}.tgz"
    return Part(name, version, sha256, file, (sources.from_npm(f"{name}@{version}"),))


def _pypi(name: str, version: str, sha256: str) -> Part:
    package = f"rinoh-typeface-{name}"
    file = f"{package.replace('-', '_')}-{version}-py3-none-any.whl"
    return Part(package, version, sha256, file, (sources.from_pypi(f"{package}=={version}"),))


FONTS = {
    "dejavusans": _pypi(
        "dejavusans", "0.1.0", "33969baf201b9249979f4e923e973d48de2bb6e049ffaf0714ddd57d82f647b4"
    ),
    "dejavuserif": _pypi(
        "dejavuserif", "0.1.3", "35ba67bf25e526b4b8180dc31d8fa2ff9b594d924e8790e8074699cd2f0e7da8"
    ),
    "arimo": _npm(
        "arimo",
        "0.4.3",
        "5058cb6ac604e7cbb63354abc464f09c4b6e02089a3c896ee02fa38eba23ae34",
    ),
    "tinos": _npm(
        "tinos",
        "0.4.2",
        "5ebc8f9f3ee14e9425b1a14391c713f8228be49a9127a21f60b06c482f4a844a",
    ),
    "texgyreheros": _pypi(
        "texgyreheros", "0.1.1", "0c921a040a84b0af031e4a36d196d46b65fb18929d88df5ed26533b57100e6c9"
    ),
    "texgyrepagella": _pypi(
        "texgyrepagella",
        "0.1.1",
        "0144e3b828a31b405ab9be1dec67f48be360d9f86d109578924fd1d7e0e1ded6",
    ),
    "lexend": _npm(
        "lexend",
        "0.4.1",
        "87a1cc77220765220868a891d8d30c9f2e3378309d678ee516eacf4cebc899ae",
    ),
    "liberationsansnarrow": _pypi(
        "liberationsansnarrow",
        "0.1.0",
        "085bba54c23a95ad884db5bdad9e78876473022c95307c3f91a7fc4695840ab1",
    ),
}
"""Each font by its family."""
