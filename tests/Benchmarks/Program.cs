using System.Globalization;
using System.Text.Json;
using Participatory.Benchmarks;

// One file per suite; a new suite needs a line here.
var suites = new Dictionary<string, Func<bool, IEnumerable<Figure>>>(StringComparer.Ordinal)
{
    ["counting"] = CountingSuite.Run,
    ["messaging"] = MessagingSuite.Run,
    ["intake"] = IntakeSuite.Run,
    ["wrong-codes"] = WrongCodesSuite.Run,
    ["ledger"] = LedgerSuite.Run,
    ["pages"] = PagesSuite.Run,
    ["sorting"] = SortingSuite.Run,
    ["listening"] = ListeningSuite.Run,
    ["finding"] = FindingSuite.Run,
};

var (quick, json) = (args.Contains("--quick"), args.Contains("--json"));
var unknown = args.Where(word => word is not ("--quick" or "--json") && !suites.ContainsKey(word)).ToList();
var chosen = args.Where(suites.ContainsKey).ToList();
if (unknown.Count > 0 || chosen.Count == 0)
{
    Console.Error.WriteLine(
        $"Say what to measure: {string.Join(" or ", suites.Keys)}, with --quick for small cases only and --json for one line per figure.");
    return 1;
}

foreach (var figure in chosen.SelectMany(suite => suites[suite](quick)))
{
    Console.Out.WriteLine(json ? JsonSerializer.Serialize(
        new { name = figure.Name, value = figure.Value, unit = figure.Unit, ratio_to = figure.RatioTo, ratio = figure.Ratio })
            : Text(figure));
}

return 0;

static string Text(Figure figure) => string.Create(
    CultureInfo.InvariantCulture,
    $"{figure.Name,-64}{figure.Value,12:0.00} {figure.Unit,-4}{(figure.Ratio is { } ratio ? $" {ratio,10:0.0} x {figure.RatioTo}" : "")}");
