import Foundation
import TestSupport
import Testing

/// The README's `./dev` lines, on the real script in a copy of the tree that holds nothing else. What it would build with, install with and
/// fuzz with is a stand-in that writes down how it was called, so that the script's own path is what is run.
@Suite(.timeLimit(.minutes(20))) struct DevTests {
    /// A directory with the script and the stand-ins.
    private struct Checkout {
        let root: String
        var calls: [String] {
            ((try? String(contentsOfFile: root + "/calls", encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
        }

        func run(_ line: String, _ variables: [String: String] = [:]) async throws -> Finished {
            let path = root + "/programs:" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
            return try await Finished("/bin/bash", ["-c", line], ["PATH": path, "CALLS": root + "/calls"].merging(variables) { $1 }, in: root)
        }

        func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: root + "/" + file) }
    }

    private static func with(_ body: (Checkout) async throws -> Void) async throws {
        try await TemporaryDirectory.with { root in
            try FileManager.default.copyItem(atPath: Repository.root + "/dev", toPath: root + "/dev")
            try FileManager.default.createDirectory(atPath: root + "/programs", withIntermediateDirectories: true)
            for (name, script) in standIns {
                let file = root + "/programs/" + name
                try ("#!/bin/bash\n" + script).write(toFile: file, atomically: true, encoding: .utf8)
                try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
            }
            try await body(Checkout(root: root))
        }
    }

    private static let standIns = [
        // Whatever the script asks for is there.
        "dpkg-query": "echo installed\n",
        "shellcheck": "exit 0\n",
        "swift": #"""
            case "$*" in
            --version | "build --version") echo "Swift version 6.2.1 (stand-in)"; exit ;;
            "format --version") exit 1 ;;
            esac
            echo "swift $*" >>"$CALLS"
            case "$*" in *release*) kind=release ;; *) kind=debug ;; esac
            mkdir -p ".build/$kind"
            cat >".build/$kind/tributary" <<'PROGRAM'
            #!/bin/bash
            echo "tributary $* on ${HTTP_HOST:-} in ${LOCAL_DIRECTORY:-}, database ${DATABASE_URL:-none}" >>"$CALLS"
            [ "$kind" = release ] || exec tail -f /dev/null
            PROGRAM
            sed -i "s/\$kind/$kind/" ".build/$kind/tributary"
            chmod +x ".build/$kind/tributary"
            """#,
        // Makes an environment whose python tells a port, a token and a summary, in that order of their coming.
        "python3": #"""
            echo "python3 ${*%/*}" >>"$CALLS"
            mkdir -p "$3/bin"
            cat >"$3/bin/python" <<'PROGRAM'
            #!/bin/bash
            case "$*" in *socket*) echo 4711 ;; *importlib*) exit 1 ;; "- http://127.0.0.1:4711 token") echo "answers by status: 200 1" ;; *) echo token ;; esac
            PROGRAM
            echo '#!/bin/bash' >"$3/bin/pip"
            cat >"$3/bin/schemathesis" <<'PROGRAM'
            #!/bin/bash
            echo "schemathesis $*" >>"$CALLS"
            exit "${FOUND:-0}"
            PROGRAM
            chmod +x "$3"/bin/*
            """#,
    ]

    private let lines: [String]

    init() throws {
        lines = try Readme().lines.filter { $0.hasPrefix("./dev") && !$0.hasPrefix("./dev psql") }
    }

    @Test func `every line that the README tells is tried here`() {
        // With what days and region are said to `simulate pool` is run where its answer is compared.
        let plain = lines.filter { !$0.hasPrefix("./dev simulate pool --") }
        #expect(plain.sorted() == ["./dev bench", "./dev clean", "./dev fuzz 60", "./dev lint", "./dev run", "./dev simulate pool", "./dev test"])
    }

    @Test(arguments: [
        ("./dev run", ["swift build -c release --product tributary", "tributary serve on  in , database none"]),
        ("./dev run --http-port=81", ["swift build -c release --product tributary", "tributary serve --http-port=81 on  in , database none"]),
        ("./dev bench", ["swift build -c release --product tributary", "tributary bench on  in , database none"]),
        ("./dev simulate pool", ["swift build -c release --product tributary", "tributary simulate pool on  in , database none"]),
        ("./dev test", ["swift build --build-tests", "swift test --skip-build"]),
        ("./dev test --filter Sourcing", ["swift build --build-tests", "swift test --skip-build --filter Sourcing"]),
        ("./dev lint", ["swift build --build-tests", "swift test --skip-build --filter TidyTests"]),
    ])
    func `a line builds and runs what it says`(line: String, calls: [String]) async throws {
        try await Self.with { checkout in
            let finished = try await checkout.run(line)
            #expect(finished.status == 0, "\(finished.output)\(finished.errors)")
            #expect(checkout.calls == calls)
        }
    }

    @Test(arguments: [0, 1]) func `fuzzing starts a server on loopback over a database of its own, and ends as what it found`(found: Int) async throws {
        try await Self.with { checkout in
            let finished = try await checkout.run("./dev fuzz 60", ["FOUND": String(found), "DATABASE_URL": "postgresql:///mine"])
            #expect(finished.status == Int32(found), "\(finished.output)\(finished.errors)")
            let calls = checkout.calls
            #expect(calls.contains("swift build --product tributary"))
            let server = try #require(calls.first { $0.hasPrefix("tributary serve") }, "\(calls)")
            #expect(server.hasPrefix("tributary serve on 127.0.0.1 in /") && server.hasSuffix("/local, database none"), "\(server)")
            let fuzzer = try #require(calls.first { $0.hasPrefix("schemathesis") }, "\(calls)")
            #expect(fuzzer.contains("run http://127.0.0.1:4711/openapi.json --header Authorization: Bearer token --max-time 60"), "\(fuzzer)")
            #expect(finished.output.contains("answers by status: 200 1"))
        }
    }

    @Test func `clean removes what it is told to and nothing else`() async throws {
        try await Self.with { checkout in
            for directory in [".build/debug", "local/bench"] {
                try FileManager.default.createDirectory(atPath: checkout.root + "/" + directory, withIntermediateDirectories: true)
            }
            let local = ["LOCAL_DIRECTORY": checkout.root + "/local"]
            let nothing = try await checkout.run("./dev clean everything", local)
            #expect(nothing.status != 0 && checkout.exists(".build") && checkout.exists("local"))
            let data = try await checkout.run("./dev clean data", local)
            #expect(data.status == 0 && checkout.exists(".build") && !checkout.exists("local"), "\(data.errors)")
            try FileManager.default.createDirectory(atPath: checkout.root + "/local", withIntermediateDirectories: true)
            let all = try await checkout.run("./dev clean", local)
            #expect(all.status == 0 && !checkout.exists(".build") && !checkout.exists("local") && checkout.exists("dev"), "\(all.errors)")
        }
    }

    @Test func `a directory that a server uses isn't cleaned away`() async throws {
        try await Self.with { checkout in
            let local = checkout.root + "/local"
            let place = ["--local-directory=\(local)", "--seed-demo=no", "--schemas-directory=\(Repository.schemas)"]
            try await ServerProcess.with(place) { server in
                let refused = try await checkout.run("./dev clean data", ["LOCAL_DIRECTORY": local])
                #expect(refused.status == 1 && refused.errors.contains("a server is using \(local): stop it first"), "\(refused.errors)")
                await server.kill()
                // Its database outlived it.
                #expect(PrivateDatabase(directory: local).process != nil)
                let cleaned = try await checkout.run("./dev clean data", ["LOCAL_DIRECTORY": local])
                #expect(cleaned.status == 0 && !checkout.exists("local"), "\(cleaned.errors)")
                #expect(PrivateDatabase(directory: local).process == nil)
            }
        }
    }

    @Test func `a toolchain that is too old, or whose package manager doesn't run, is named`() async throws {
        try await Self.with { checkout in
            for (script, message) in [
                ("echo 'Swift version 6.1.2'", "Swift 6.2 or newer is needed"),
                ("[ \"$1\" = --version ] && echo 'Swift version 6.2.0' || { echo 'libsqlite3.so.0 is missing' >&2; exit 127; }", "swift build doesn't run: libsqlite3.so.0 is missing"),
            ] {
                try ("#!/bin/bash\n" + script + "\n").write(toFile: checkout.root + "/programs/swift", atomically: false, encoding: .utf8)
                let finished = try await checkout.run("./dev test")
                #expect(finished.status == 1 && finished.errors.contains(message), "\(finished.errors)")
            }
        }
    }
}
