using System.Diagnostics;
using System.Text.Json;

namespace Participatory.Tests.Harness;

/// <summary>Validation by ajv from npm, which is not ours: JSON Schema 2020-12 with format checks on.</summary>
public static class JsonSchemas
{
    private static readonly string Modules = Path.Combine(Repository.Root, "gateway", "node_modules");

    private const string Script = """
        const Ajv = require("ajv/dist/2020").default;
        const formats = require("ajv-formats").default;
        const { readFileSync } = require("node:fs");
        const [main, ...others] = process.argv.slice(1);
        const read = (file) => JSON.parse(readFileSync(file, "utf8"));
        const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: true, schemas: others.map(read) });
        formats(ajv);
        const check = ajv.compile(read(main));
        check(JSON.parse(readFileSync(0, "utf8")));
        console.log(JSON.stringify((check.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)));
        """;

    /// <summary>Every error that ajv finds in <paramref name="document"/>; the test is skipped where ajv is not there.</summary>
    /// <param name="schema">A file.</param>
    /// <param name="others">Files with the schemas that it refers to.</param>
    public static async Task<IReadOnlyList<string>> Errors(string document, string schema, params string[] others)
    {
        Needs.That(Directory.Exists(Path.Combine(Modules, "ajv-formats")), "No ajv: run npm ci in gateway/.");
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.GetDirectoryName(Modules), UseShellExecute = false,
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        };
        foreach (var argument in (string[])["-e", Script, "--", schema, .. others])
        {
            start.ArgumentList.Add(argument);
        }

        using var node = Process.Start(start)!;
        var answer = node.StandardOutput.ReadToEndAsync();
        var complaint = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(document);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        return node.ExitCode == 0
            ? JsonSerializer.Deserialize<string[]>(await answer)!
            : throw new InvalidOperationException(await complaint);
    }
}
