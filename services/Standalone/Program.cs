using System.CommandLine;
using Grpc.Core;
using Participatory.Platform.Storage;
using Participatory.Platform.Telemetry;
using Participatory.Standalone;
using Participatory.Standalone.Backups;
using Participatory.Standalone.Demo;

var data = new Option<DirectoryInfo>("--data")
{
    Description = "The folder that keeps everything; a second start finds it again.",
    DefaultValueFactory = _ => new DirectoryInfo("data"),
    Recursive = true,
};
var urls = new Option<string>("--urls")
{
    Description = "Where the pages are; the gRPC door is one port higher. Port 0 takes any free ones.",
    DefaultValueFactory = _ => "http://127.0.0.1:5080",
    Recursive = true,
};
var quick = new Option<bool>("--quick") { Description = "A small round, played in seconds." };
var pb = new Option<FileInfo?>("--pb") { Description = "Play a published election from this Pabulib file." };
var seed = new Option<int>("--seed") { Description = "Another seed makes another town.", DefaultValueFactory = _ => 1 };
var json = new Option<bool>("--json") { Description = "End with one line of JSON with the totals." };
var exit = new Option<bool>("--exit") { Description = "Stop when the round is over instead of staying to be looked at." };

var demo = new Command("demo", "Plays a whole round, from the release of the money to the last closed grant.") { quick, pb, seed,
    json, exit };
demo.SetAction((parsed, cancellation) => Run(parsed, cancellation, new DemoOptions(
    parsed.GetValue(quick), parsed.GetValue(pb), parsed.GetValue(seed), parsed.GetValue(json), parsed.GetValue(exit))));

var to = new Argument<DirectoryInfo>("to") { Description = "A folder that is not there yet." };
var backup = new Command("backup", "Copies everything to a folder, while Participatory runs or not.") { to };
backup.SetAction(parsed => Try(() => Backup.Take(parsed.GetValue(data)!.FullName, parsed.GetValue(to)!.FullName)));

var from = new Argument<DirectoryInfo>("from") { Description = "A folder that backup has made." };
var restore = new Command("restore", "Copies a backup to an empty data folder, and looks whether it is sound.") { from };
restore.SetAction(parsed => Try(() => Backup.Restore(parsed.GetValue(from)!.FullName, parsed.GetValue(data)!.FullName)));

var root = new RootCommand("Participatory: every service and the pages in one process, on this machine only.") { data, urls, demo,
    backup, restore };
root.SetAction((parsed, cancellation) => Run(parsed, cancellation, demo: null));
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });

async Task<int> Run(ParseResult parsed, CancellationToken cancellation, DemoOptions? demo)
{
    using var telemetry = new TelemetryExport("participatory");
    try
    {
        return await Start(parsed.GetValue(data)!.FullName, parsed.GetValue(urls)!, demo, cancellation);
    }
    catch (CannotStart failure)
    {
        await Console.Error.WriteLineAsync(failure.Message);
        return 2;
    }
    catch (Exception failure) when (failure is IOException || Dialect.CannotKeep(failure))
    {
        await Console.Error.WriteLineAsync(
            $"{parsed.GetValue(data)!.FullName} cannot be written: {failure.Message} Make room and start again; what is kept there stays.");
        return 2;
    }
}

static int Try(Action copy)
{
    try
    {
        copy();
        return 0;
    }
    catch (CannotStart failure)
    {
        Console.Error.WriteLine(failure.Message);
        return 2;
    }
}

static async Task<int> Start(string data, string urls, DemoOptions? demo, CancellationToken cancellation)
{
    using var stop = new StopSignals(cancellation);
    if (demo is not null && !House.IsDemonstration(new ConfigurationBuilder().AddEnvironmentVariables().Build()))
    {
        throw new CannotStart("Demo is set to false, and demo plays a demonstration: take one of the two away.");
    }

    var script = demo is null ? null : await Script.Choose(demo, data, stop.Token);
    await using var house = await House.Open(data, urls, stop.Token);
    Console.WriteLine($"Participatory is running. Open {house.Pages}");

    var balanced = true;
    if (demo is not null && script is not null)
    {
        balanced = await Play(script, house, demo, stop.Token);
    }

    if (demo is not { Exit: true })
    {
        await stop.Wait();
    }

    return balanced ? 0 : 1;
}

static async Task<bool> Play(Script script, House house, DemoOptions demo, CancellationToken stop)
{
    try
    {
        return await DemoRound.Play(script, house.GrpcDoor, house.IssueIdentity, demo, stop, house.PeopleDoor);
    }
    catch (Exception) when (stop.IsCancellationRequested)
    {
        await Console.Error.WriteLineAsync(
            "Stopped in the middle of the round. Start it again with the same folder and it goes on from there.");
        return false;
    }
    catch (RpcException refusal)
    {
        await Console.Error.WriteLineAsync($"The round stopped: {refusal.Status.Detail} ({refusal.StatusCode})");
        return false;
    }
    catch (TimeoutException late)
    {
        await Console.Error.WriteLineAsync($"The round stopped: {late.Message}");
        return false;
    }
}
