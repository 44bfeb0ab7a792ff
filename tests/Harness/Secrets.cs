using System.Diagnostics;

namespace Participatory.Tests.Harness;

/// <summary>
/// What the scripts in eng make for docker-compose.yml, in a folder of the test's own: certificates and the broker's users.
/// </summary>
public sealed class Secrets : IDisposable
{
    private static readonly string[] Services = ["proposals", "voting", "grants", "accountability", "people"];

    private Secrets(string folder) => Folder = folder;

    /// <summary>As "secrets" beside docker-compose.yml.</summary>
    public string Folder { get; }

    /// <summary>What the broker reads its users from.</summary>
    public string BrokerUsers => Path.Combine(Folder, "broker-users.json");

    /// <summary>The password of a service's user at the broker.</summary>
    public static string PasswordOf(string service) => $"Aa-{service}-0123456789abcdef";

    /// <summary>Runs the scripts.</summary>
    public static async Task<Secrets> Make()
    {
        var secrets = new Secrets(Directory.CreateTempSubdirectory("participatory-secrets-").FullName);
        var environment = Path.Combine(secrets.Folder, "env");
        await File.WriteAllLinesAsync(
            environment, Services.Select(service => $"{service.ToUpperInvariant()}_BROKER_PASSWORD={PasswordOf(service)}"));
        await Run("make-certificates.sh", Path.Combine(secrets.Folder, "tls"));
        await Run("make-broker-users.sh", environment, secrets.BrokerUsers);
        // The processes of a test run as whoever runs it.
        await Chown(secrets.Folder);
        return secrets;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Runs a script of eng, which has to succeed.</summary>
    public static Task<string> Run(string script, params string[] arguments) =>
        Succeed(Path.Combine(Repository.Root, "eng", script), arguments);

    private static Task<string> Chown(string folder) => Succeed("chown", ["-R", $"{Environment.UserName}", folder]);

    private static async Task<string> Succeed(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var failed = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said + failed
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {failed}");
    }
}
