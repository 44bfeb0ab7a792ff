using System.Diagnostics;
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
        ["RABBITMQ_USER"] = "guest",
        ["RABBITMQ_PASSWORD"] = "guest",
        ["COUNCIL_NAME"] = "Elm Park Council",
        ["MAIL_HOST"] = "127.0.0.1",
        ["MAIL_FROM"] = "hello@council.example",
        ["PAGES_ADDRESS"] = "https://grants.council.example",
        ["GATEWAY_SECRET"] = "0123456789-0123456789-0123456789",
    };

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
            Assert.Equal(container.Name.EndsWith("-migration", StringComparison.Ordinal) ? "no"
                : "unless-stopped", container.Text("restart"));
            Assert.Equal(container.Name == "sqlserver" ? ["NET_BIND_SERVICE"] : Array.Empty<string>(), container.List("cap_add"));
        }
    }

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
        Assert.All(told, one => Assert.Contains(AnyVariable().Replace(one.Value, ""), (string[])["", "amqp://:@rabbitmq:5672/"]));

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
            Assert.Equal("service_healthy", migration.DependsOn["sqlserver"]);
            Assert.True(
                System.IO.File.Exists(Path.Combine(Repository.Root, process.Build["PROJECT"], process.Build["ASSEMBLY"] + ".csproj")));
            Assert.Equal(["CMD", "/app/service", "--check-health"], process.HealthCheck);
        }

        Assert.All(filled.Values.SelectMany(container => container.DependsOn), after => Assert.True(
            after.Value != "service_healthy"
                || filled[after.Key].HealthCheck.Count > 0, $"Somebody waits for {after.Key}, which never says that it is well."));
    }

    [Fact]
    public async Task The_processes_that_it_describes_start_in_its_order_with_its_variables_and_stop_when_told()
    {
        await using var broker = await PrivateBroker.Start();
        await using var house = new ComposedHouse(File, Chosen, broker.Url);

        await house.Start();

        using var http = new HttpClient { BaseAddress = house.Pages };
        var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(
            ready.IsSuccessStatusCode, $"{await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}\n{house.Said}");
        var start = await http.GetStringAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Elm Park Council", start, StringComparison.Ordinal);
        var codes = await house.Stop();
        Assert.True(codes is [0, 0, 0, 0, 0, 0], house.Said);
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
