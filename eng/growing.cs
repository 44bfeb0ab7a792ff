// How much comes in at the busiest moment, what carries it, and what is full first: the calculation behind GROWING.md.
//
//   dotnet run eng/growing.cs                                  the table of GROWING.md: what comes in
//   dotnet run eng/growing.cs -- --voters 600000 --hour 1 \
//       ballots=RATE pages=RATE:PARALLEL messages=RATE         what one installation does with it
//
// RATE is what one of them does in a second when it does nothing else, as tests/Benchmarks measures it on your machine;
// PARALLEL is how many there are (replicas, or processors that share a queue). Every assumption is an option.
#:property PublishAot=false
using System.Globalization;
using Participatory.Growing;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = new Dictionary<string, double>(StringComparer.Ordinal)
{
    ["--voters"] = 0,          // on the roll
    ["--turnout"] = 0.10,      // share of them that votes
    ["--last-day"] = 0.30,     // share of the ballots that come on the last day
    ["--hour"] = 0.15,         // share of that day's ballots that come in its busiest hour; 1 with --last-day 1: all in one hour
    ["--pages-each"] = 12,     // pages that a voter looks at
    ["--ideas"] = 0.002,       // ideas for each person on the roll
    ["--winners"] = 0.10,      // share of the ideas that win
};
List<(string Name, double Rate, int Parallel)> parts = [];
if (Read(args) is { } fault)
{
    Console.Error.WriteLine(fault);
    return 2;
}

if (options["--voters"] == 0)
{
    Table();
    return 0;
}

return Report();

string? Read(string[] words)
{
    for (var at = 0; at < words.Length; at++)
    {
        var pair = words[at].Split('=', ':');
        if (options.ContainsKey(words[at]) && at + 1 < words.Length
            && double.TryParse(words[at + 1], CultureInfo.InvariantCulture, out var value) && value >= 0)
        {
            options[words[at++]] = value;
        }
        else if (pair is ["ballots" or "pages" or "messages", ..] and ([_, _] or [_, _, _])
            && double.TryParse(pair[1], CultureInfo.InvariantCulture, out var rate) && rate > 0
            && int.TryParse(pair.ElementAtOrDefault(2) ?? "1", CultureInfo.InvariantCulture, out var parallel) && parallel > 0)
        {
            parts.Add((pair[0], rate, parallel));
        }
        else
        {
            return $"{words[at]} is not understood. Options, each with a number: {string.Join(' ', options.Keys)}; parts: "
                + "ballots=RATE[:PARALLEL] pages=… messages=…";
        }
    }

    return null;
}

// Ballots do not travel on the bus. A winner makes about ten messages on its way to the last story, an idea two; they are
// spread over the hour in which the result is declared.
(double Ballots, double Pages, double Messages) Peak(double voters, double lastDay, double hour)
{
    var ballots = voters * options["--turnout"] * lastDay * hour / 3600;
    var ideas = voters * options["--ideas"];
    return (ballots, ballots * options["--pages-each"], ideas * (2 + (10 * options["--winners"])) / 3600);
}

void Table()
{
    Console.WriteLine(
        "| | on the roll | ballots | busiest hour: ballots/s | pages/s | all in one hour: ballots/s | pages/s | result declared: "
            + "messages/s |");
    Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
    foreach (var (place, voters) in (
        (string, double)[])[("a ward", 6_000), ("a town", 60_000), ("a city", 600_000), ("a country", 6_000_000)])
    {
        var usual = Peak(voters, options["--last-day"], options["--hour"]);
        var rush = Peak(voters, 1, 1);
        Console.WriteLine(
            $"| {place} | {voters:N0} | {voters * options["--turnout"]:N0} | {Few(usual.Ballots)} | {Few(usual.Pages)} | "
                + $"{Few(rush.Ballots)} | {Few(rush.Pages)} | {Few(usual.Messages)} |");
    }
}

int Report()
{
    var (ballots, pages, messages) = Peak(options["--voters"], options["--last-day"], options["--hour"]);
    Console.WriteLine($"Coming in: {Few(ballots)} ballots/s, {Few(pages)} pages/s, {Few(messages)} messages/s.");
    if (parts.Count == 0)
    {
        return 0;
    }

    Console.WriteLine("| part | comes in/s | can do/s | busy | waits at all | takes, mean | takes, 99 % | holds at 70 % busy |");
    Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
    foreach (var (name, rate, parallel) in parts)
    {
        var queue = new Queue(name == "ballots" ? ballots : name == "pages" ? pages : messages, rate, parallel);
        var more = 0.7 * rate * parallel / queue.Arrivals;
        Console.WriteLine(queue.IsStable
            ? $"| {name} | {Few(queue.Arrivals)} | {Few(rate * parallel)} | {queue.Busy:P0} | {queue.Waits:P1} | {Time(queue.Mean)} | "
                + $"{Time(queue.Within(0.99))} | {Few(more)} times as much |"
            : $"| {name} | {Few(queue.Arrivals)} | {Few(rate * parallel)} | {queue.Busy:P0} | – | grows without end | – | {Few(more)} "
                + "times as much |");
    }

    var first = parts.MaxBy(
        part => (part.Name == "ballots" ? ballots : part.Name == "pages" ? pages : messages) / (part.Rate * part.Parallel));
    Console.WriteLine($"Full first: {first.Name}.");
    return 0;
}

static string Few(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

static string Time(double seconds) => seconds >= 1 ? $"{seconds:0.0} s" : $"{seconds * 1000:0.0} ms";

namespace Participatory.Growing
{
    /// <summary>
    /// M/M/c: people come independently of each other, each takes an exponential time, c are served at a time (Erlang 1917).
    /// Real service times vary less than that, so what it says is on the safe side; bursts are in the hour that is chosen.
    /// </summary>
    /// <param name="Arrivals">A second.</param>
    /// <param name="Rate">What one server does in a second.</param>
    internal sealed record Queue(double Arrivals, double Rate, int Servers)
    {
        public double Busy => Arrivals / (Rate * Servers);

        public bool IsStable => Busy < 1;

        /// <summary>The share that finds all servers busy, by the recursion of Erlang B, which does not overflow.</summary>
        public double Waits
        {
            get
            {
                var load = Arrivals / Rate;
                var blocked = 1.0;
                for (var server = 1; server <= Servers; server++)
                {
                    blocked = load * blocked / (server + (load * blocked));
                }

                return blocked / (1 - (Busy * (1 - blocked)));
            }
        }

        /// <summary>Waiting and being served, in seconds.</summary>
        public double Mean => (1 / Rate) + (Waits / ((Rate * Servers) - Arrivals));

        /// <summary>The time within which this share is done, found by halving.</summary>
        public double Within(double share)
        {
            var (low, high) = (0.0, 1 / Rate);
            while (Longer(high) > 1 - share)
            {
                high *= 2;
            }

            for (var step = 0; step < 60; step++)
            {
                var middle = (low + high) / 2;
                (low, high) = Longer(middle) > 1 - share ? (middle, high) : (low, middle);
            }

            return high;
        }

        /// <summary>The share that takes longer than this: an exponential service for all, after an exponential wait for some.</summary>
        private double Longer(double seconds)
        {
            var drain = (Rate * Servers) - Arrivals;
            var served = Math.Exp(-Rate * seconds);
            var waited = Math.Abs(Rate - drain) < 1e-9 * Rate
                ? Rate * seconds * served
                : Rate / (Rate - drain) * (Math.Exp(-drain * seconds) - served);
            return served + (Waits * waited);
        }
    }
}
