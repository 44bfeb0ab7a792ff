using System.Diagnostics;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;
using Participatory.Tests.Harness;

namespace Participatory.Tests.EndToEnd;

public sealed partial class ComposeTests
{
    /// <summary>What .env.example leaves to whoever sets it up.</summary>
    private static readonly Dictionary<string, string> Chosen = new(StringComparer.Ordinal)
    {
        ["ACCEPT_EULA"] = "Y",
        ["MSSQL_PID"] = "Express",
        ["SQLSERVER_PASSWORD"] = "Aa-0123456789",
        ["COUNCIL_NAME"] = "Elm Park Council",
        ["MAIL_HOST"] = "127.0.0.1",
        ["MAIL_FROM"] = "hello@council.example",
        ["PAGES_ADDRESS"] = "https://grants.council.example",
        ["GATEWAY_SECRET"] = "0123456789-0123456789-0123456789",
    };

    private static readonly string[] Services = ["proposals", "voting", "grants", "accountability", "people"];

    static ComposeTests()
    {
        foreach (var service in Services)
        {
            Chosen[$"{service.ToUpperInvariant()}_BROKER_PASSWORD"] = Secrets.PasswordOf(service);
            Chosen[$"{service.ToUpperInvariant()}_DATABASE_PASSWORD"] = $"Aa-{service}-9876543210";
        }
    }

    private static readonly ComposeFile File = ComposeFile.Read("docker-compose.yml");

    public static TheoryData<string> Files => new("docker-compose.yml", "eng/embedded.yml");

    [Theory, MemberData(nameof(Files))]
    public void No_container_writes_beside_its_volumes_or_has_a_right_to_give_away(string file)
    {
        foreach (var container in ComposeFile.Read(file).Containers.Values)
        {
            Assert.True(container.Text("read_only") == "true", $"{container.Name} can write everywhere.");
            Assert.True(container.List("cap_drop") is ["ALL"], $"{container.Name} keeps rights.");
            Assert.True(container.List("security_opt") is ["no-new-privileges:true"], $"{container.Name} can get rights.");
            Assert.True(uint.TryParse(container.Text("user"), out var user) && user > 0, $"{container.Name} may run as root.");
            Assert.False(container.Has("privileged") || container.Has("devices")
                || container.Has("pid"), $"{container.Name} reaches out of its container.");
            Assert.NotEmpty(container.Text("stop_grace_period"));
            Assert.Equal(container.Name.EndsWith("-migration", StringComparison.Ordinal) || container.Name == "sqlserver-logins" ? "no"
                : "unless-stopped", container.Text("restart"));
            Assert.Matches("^[0-9]+[mg]$", container.Text("mem_limit"));
            Assert.True(uint.TryParse(container.Text("pids_limit"), out var pids) && pids > 0, $"{container.Name} may start any number.");
            Assert.All(container.List("tmpfs"), place => Assert.Matches("^/tmp:size=[0-9]+m,mode=1777,nosuid,nodev$", place));
            // A tag that says one version and no other; an image of our own is built from one.
            Assert.Matches(
                container.IsOurs ? "^participatory/[a-z]+$" : "^[a-z./-]+:([0-9]+[.][0-9]+[.][0-9]+|[0-9]{4}-CU[0-9]+-ubuntu-[0-9.]+)$",
                container.Image);
            Assert.Equal(container.Name == "sqlserver" ? ["NET_BIND_SERVICE"] : Array.Empty<string>(), container.List("cap_add"));
        }
    }

    [Fact]
    public void What_our_own_images_are_made_of_is_one_version_and_no_other() => Assert.All(
        System.IO.File.ReadLines(Path.Combine(Repository.Root, "eng", "Dockerfile"))
            .Where(line => line.StartsWith("FROM", StringComparison.Ordinal)),
        line => Assert.Matches("^FROM mcr[.]microsoft[.]com/dotnet/(sdk|aspnet):[0-9]+[.][0-9]+[.][0-9]+( AS build)?$", line));

    [Fact]
    public void No_password_stands_in_the_file_and_none_has_a_default()
    {
        var secrets = File.Variables.Where(variable => Secret().IsMatch(variable.Name)).ToList();
        Assert.True(secrets.Count >= 10);
        Assert.All(secrets, variable => Assert.True(variable.Rule == "-" || variable.Rule.StartsWith(":?", StringComparison.Ordinal),
            $"{variable.Name} has a default: {variable.Rule}"));

        var told = File.Containers.Values.SelectMany(container => container.Environment)
            .Where(one => SecretSetting().IsMatch(one.Key)).ToList();
        Assert.True(told.Count >= 15);
        // Nothing is left when the variables are taken away but, in the address of the broker, what is no secret.
        Assert.All(told, one => Assert.Contains(
            AnyVariable().Replace(one.Value, ""),
            (string[])["", .. Services.Select(service => $"amqps://{service}:@rabbitmq:5671/")]));

        var example = ComposeFile.ReadVariables(".env.example", new Dictionary<string, string>());
        Assert.All(secrets, variable => Assert.True(
            example[variable.Name].Length == 0 || example[variable.Name].Contains("Password=;", StringComparison.Ordinal),
                $".env.example gives {variable.Name} away."));
    }

    [Fact]
    public void It_refuses_to_start_before_everything_it_needs_is_set_and_says_what()
    {
        var needed = File.Variables.Where(variable => variable.Rule.StartsWith(":?", StringComparison.Ordinal)).ToList();
        var all = ComposeFile.ReadVariables(".env.example", Chosen);
        Assert.NotEmpty(File.With(all).Containers);
        Assert.DoesNotContain(File.Variables, variable => variable.Rule.Length == 0);
        foreach (var (name, rule) in needed)
        {
            Assert.EndsWith(".", rule, StringComparison.Ordinal);
            Assert.Contains(name, rule, StringComparison.Ordinal);
            var failure = Assert.Throws<InvalidOperationException>(
                () => File.With(new Dictionary<string, string>(all, StringComparer.Ordinal) { [name] = "" }));
            Assert.Equal(rule[2..], failure.Message);
        }

        Assert.Throws<InvalidOperationException>(
            () => File.With(ComposeFile.ReadVariables(".env.example", new Dictionary<string, string>())));
    }

    [Fact]
    public void Every_variable_stands_in_the_example_and_in_the_table()
    {
        var used = File.Variables.Select(variable => variable.Name).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(used, ComposeFile.ReadVariables(".env.example", Chosen).Keys.Order(StringComparer.Ordinal));

        var page = System.IO.File.ReadAllText(Path.Combine(Repository.Root, "eng", "RUNNING.md"));
        var settings = File.Containers.Values.Where(container => container.IsOurs).SelectMany(container => container.Environment.Keys)
            .Distinct();
        Assert.DoesNotContain(used.Concat(settings), name => !page.Contains($"`{name}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_doors_of_the_gateway_are_open_to_the_outside()
    {
        var filled = File.With(ComposeFile.ReadVariables(".env.example", Chosen)).Containers.Values.ToList();
        Assert.Equal(["127.0.0.1:5080:8080", "127.0.0.1:5081:8081"], filled.SelectMany(container => container.List("ports")));
        Assert.Equal(["gateway"], filled.Where(container => container.Has("ports")).Select(container => container.Name));
        Assert.Equal(["collector", "gateway", "people"], filled.Where(container => container.List("networks").Contains("outside"))
            .Select(container => container.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Services_get_the_public_half_of_the_identity_key_and_nothing_else_of_peoples()
    {
        foreach (var container in File.Containers.Values.Where(container => container.IsOurs))
        {
            var ofPeople = container.Image == "participatory/people";
            var names = container.Mounts.Select(mount => mount.Volume).ToList();
            // The key that signs identities, and what proves a gateway to People, are where they are needed and nowhere else.
            Assert.Equal(ofPeople, names.Contains("people"));
            Assert.Equal(container.Image == "participatory/gateway", names.Contains("gateway"));
            Assert.Equal(
                container.Image is "participatory/gateway" or "participatory/people", container.Environment.ContainsKey("Gateway__Secret"));
            Assert.Equal(ofPeople, container.Environment.ContainsKey("Mail__Host"));
            Assert.Equal(container.Image == "participatory/voting", names.Contains("voting"));
            // The keys of bank details are the grants service's alone.
            Assert.True(container.Image is "participatory/grants" || !names.Contains("grants"));
            Assert.All(container.Mounts.Where(mount => mount.Volume == "identity"),
                mount => Assert.Equal(("/data/keys/public", !ofPeople), (mount.Path, mount.ReadOnly)));
        }
    }

    [Fact]
    public void Each_service_has_a_database_of_its_own_that_its_migration_brings_up_to_date_first_and_the_gateway_has_none()
    {
        var filled = File.With(ComposeFile.ReadVariables(".env.example", Chosen)).Containers;
        Assert.DoesNotContain(filled["gateway"].Environment.Keys, name => name.StartsWith("Database", StringComparison.Ordinal));
        var processes = filled.Values.Where(container => container.IsOurs && container.Command.Count == 0 && container.Name != "gateway")
            .ToList();
        Assert.Equal(5, processes.Count);
        Assert.Equal(
            5, processes.Select(process => new SqlConnectionStringBuilder(process.Environment["Database__ConnectionString"]).InitialCatalog)
            .Distinct().Count());
        foreach (var process in processes)
        {
            var migration = filled[$"{process.Name}-migration"];
            Assert.Equal(["--migrate-only"], migration.Command);
            Assert.Equal(process.Image, migration.Image);
            Assert.Equal(process.Environment, migration.Environment);
            Assert.Equal(process.Build, migration.Build);
            Assert.Equal("service_completed_successfully", process.DependsOn[migration.Name]);
            Assert.True(
                System.IO.File.Exists(Path.Combine(Repository.Root, process.Build["PROJECT"], process.Build["ASSEMBLY"] + ".csproj")));
            Assert.Equal(["CMD", "/app/service", "--check-health"], process.HealthCheck);
        }

        Assert.All(filled.Values.SelectMany(container => container.DependsOn), after => Assert.True(
            after.Value != "service_healthy"
                || filled[after.Key].HealthCheck.Count > 0, $"Somebody waits for {after.Key}, which never says that it is well."));
    }

    [Fact]
    public void Each_service_has_a_login_a_user_of_the_broker_and_a_certificate_of_its_own_and_all_they_say_is_sealed()
    {
        var filled = File.With(ComposeFile.ReadVariables(".env.example", Chosen)).Containers;
        foreach (var container in filled.Values.Where(container => container.IsOurs))
        {
            var service = container.Name.Replace("-migration", "", StringComparison.Ordinal);
            Assert.Contains(($"./secrets/tls/{service}", "/tls", true), container.Mounts);
            Assert.Equal("/tls/authority.pem", container.Environment["SSL_CERT_FILE"]);
            if (service == "gateway")
            {
                Assert.All(Services, one => Assert.Equal(
                    $"https://{one}:8080", container.Environment[$"Services__{char.ToUpperInvariant(one[0])}{one[1..]}"]));
                continue;
            }

            Assert.Equal("https://+:8080", container.Environment["ASPNETCORE_URLS"]);
            Assert.Equal($"amqps://{service}:{Secrets.PasswordOf(service)}@rabbitmq:5671/", container.Environment["Bus__Url"]);
            var database = new SqlConnectionStringBuilder(container.Environment["Database__ConnectionString"]);
            Assert.Equal(
                ($"participatory_{service}", $"participatory_{service}", $"Aa-{service}-9876543210"),
                (database.InitialCatalog, database.UserID, database.Password));
            Assert.Equal(SqlConnectionEncryptOption.Mandatory, database.Encrypt);
            Assert.False(database.TrustServerCertificate);
        }

        // The administrator's password is known to the server and to the step that makes the logins.
        Assert.Equal(["sqlserver", "sqlserver-logins"], filled.Values
            .Where(container => container.Environment.Values.Any(value => value.Contains("Aa-0123456789", StringComparison.Ordinal)))
            .Select(container => container.Name).Order(StringComparer.Ordinal));
        Assert.All(filled.Values.Where(container => container.Name.EndsWith("-migration", StringComparison.Ordinal)),
            container => Assert.Equal("service_completed_successfully", container.DependsOn["sqlserver-logins"]));
        Assert.DoesNotContain(filled.Values, container => container.Has("network_mode"));
    }

    [Fact]
    public async Task The_processes_that_it_describes_start_in_its_order_with_its_variables_over_tls_and_stop_when_told()
    {
        using var secrets = await Secrets.Make();
        await using var broker = await PrivateBroker.Start(
            it => Sealed(it, secrets), $"people:{Secrets.PasswordOf("people")}");
        await using var house = new ComposedHouse(File, Chosen, broker, secrets);

        await house.Start();

        using var http = new HttpClient { BaseAddress = house.Pages };
        var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(
            ready.IsSuccessStatusCode, $"{await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}\n{house.Said}");
        var start = await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Elm Park Council", start, StringComparison.Ordinal);
        foreach (var service in Services)
        {
            await OnlyTheirOwnAuthorityIsBelieved(house.AddressOf(service), Path.Combine(secrets.Folder, "tls"), service);
        }

        using (var other = await Secrets.Make())
        {
            Assert.NotNull(await Record.ExceptionAsync(() => Ask(house.AddressOf("grants"), Authority(other.Folder, "grants"))));
        }

        var codes = await house.Stop();
        Assert.True(codes is [0, 0, 0, 0, 0, 0], house.Said);
    }

    /// <summary>
    /// eng/broker/rabbitmq.conf on ports and with files of the test's own; the test itself asks in clear whether it has begun.
    /// </summary>
    private static string Sealed(PrivateBroker broker, Secrets secrets) => System.IO.File
        .ReadAllText(Path.Combine(Repository.Root, "eng", "broker", "rabbitmq.conf"))
        .Replace("listeners.tcp = none", "", StringComparison.Ordinal)
        .Replace("listeners.ssl.default = 5671", $"listeners.ssl.default = 127.0.0.1:{broker.SealedPort}", StringComparison.Ordinal)
        .Replace("/tls/", Path.Combine(secrets.Folder, "tls", "rabbitmq") + "/", StringComparison.Ordinal)
        .Replace("/etc/rabbitmq/users.json", secrets.BrokerUsers, StringComparison.Ordinal);

    private static async Task OnlyTheirOwnAuthorityIsBelieved(Uri address, string folder, string service)
    {
        Assert.Equal(HttpVersion.Version20, await Ask(address, Authority(folder, service, inFolder: true)));
        // Whoever believes public authorities alone is not spoken to, and nobody is in clear.
        Assert.NotNull(await Record.ExceptionAsync(() => Ask(address, null)));
        Assert.NotNull(await Record.ExceptionAsync(() => Ask(new UriBuilder(address) { Scheme = "http" }.Uri, null)));
    }

    private static X509Certificate2 Authority(string folder, string service, bool inFolder = false) =>
        X509CertificateLoader.LoadCertificateFromFile(
            Path.Combine(folder, inFolder ? "" : "tls", service, "authority.pem"));

    private static async Task<Version> Ask(Uri address, X509Certificate2? authority)
    {
        using var handler = new SocketsHttpHandler();
        if (authority is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { authority },
            };
        }

        using var client = new HttpClient(handler)
        {
            DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        return answer.Version;
    }

    /// <summary>Where Docker's own client is to be had it has the last word; nothing is started.</summary>
    [Theory, MemberData(nameof(Files))]
    public async Task Compose_itself_understands_the_file_where_it_is_installed(string file)
    {
        if (!await Succeeds("compose", "version"))
        {
            // The tests above read the file themselves; this one only adds a second reader.
            Assert.NotEmpty(ComposeFile.Read(file).Containers);
            return;
        }

        var folder = Directory.CreateTempSubdirectory("participatory-compose-").FullName;
        var variables = Path.Combine(folder, "env");
        await System.IO.File.WriteAllLinesAsync(variables, ComposeFile.ReadVariables(".env.example", Chosen)
            .Select(one => $"{one.Key}='{one.Value}'"), TestContext.Current.CancellationToken);
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(Repository.Root, file), TestContext.Current.CancellationToken);
        var copy = Path.Combine(folder, "compose.yml");
        // Compose wants the list of officers, which is nobody's to keep in a repository.
        await System.IO.File.WriteAllTextAsync(
            copy, text.Replace("env_file: officers.env", $"env_file: {Path.Combine(Repository.Root, "eng", "officers.env.example")}",
            StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Assert.True(await Succeeds("compose", "--env-file", variables, "--file", copy, "config", "--quiet"),
            "docker compose config does not understand it; run it to see why.");
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<bool> Succeeds(params string[] arguments)
    {
        try
        {
            using var docker = Process.Start(
                new ProcessStartInfo(
                "docker", arguments)
                { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            await docker.WaitForExitAsync();
            return docker.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex("PASSWORD|SECRET|USER|_DATABASE$|EULA", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex("Pass|Secret|_USER$|ConnectionString|Bus__Url|EULA", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex SecretSetting();

    [GeneratedRegex(@"\$\{[^}]*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyVariable();
}
