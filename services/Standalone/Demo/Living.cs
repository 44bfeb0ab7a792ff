using System.Globalization;
using System.Text;
using Google.Protobuf;
using Participatory.Accountability.V1;

namespace Participatory.Standalone.Demo;

/// <summary>An officer brings in how many people live in each area. The numbers are invented, and say so wherever they are shown.</summary>
internal static class Living
{
    private const string InventedBy = "Invented for this demonstration";

    private const int Year = 2021;

    private const int LeastInArea = 4_000;

    // How many of a thousand are of each group; about as in a town, and nobody's numbers.
    private static readonly (string Characteristic, string Group, int OfThousand)[] Parts =
    [
        ("age", "under-25", 300), ("age", "25-44", 280), ("age", "45-64", 250), ("age", "65-over", 170),
        ("disability", "yes", 180), ("disability", "no", 820),
        ("gender", "woman", 510), ("gender", "man", 488), ("gender", "other", 2),
        ("home", "owned", 610), ("home", "rented", 370), ("home", "other", 20),
        ("ethnicity", "white", 740), ("ethnicity", "mixed", 40), ("ethnicity", "asian", 130), ("ethnicity", "black", 60),
        ("ethnicity", "other", 30),
        ("language", "english", 880), ("language", "other", 120),
    ];

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // Of the place of a published election we know nothing.
        script.ImportedFrom.Length > 0 ? Task.CompletedTask
        : stages.Play("An officer adds who lives in each area", 1, async step =>
        {
            await DemoRound.Until("The areas", async () =>
                await doors.Officer.Accountability.GetResidentsFormAsync(
                    new GetResidentsFormRequest(), cancellationToken: cancellation) is var form
                    && script.Areas.All(area => form.Areas.Any(known => known.AreaCode == area.Code)) ? form : null, cancellation);
            using var call = doors.Officer.Accountability.AddResidents(cancellationToken: cancellation);
            await call.RequestStream.WriteAsync(
                new AddResidentsRequest
                {
                    RequestId = script.Id("residents/add"), Source = InventedBy, Year = Year,
                    Content = ByteString.CopyFrom(Table(script), Encoding.UTF8),
                },
                cancellation);
            await call.RequestStream.CompleteAsync();
            var added = await call.ResponseAsync;
            await doors.Officer.Accountability.UseResidentsAsync(
                new UseResidentsRequest { RequestId = script.Id("residents/use"), LoadId = added.LoadId }, cancellationToken: cancellation);
            step();
        });

    // Each area is a little larger than the one before, and a little older.
    private static string Table(Script script)
    {
        var csv = new StringBuilder("area,characteristic,group,people\n");
        foreach (var (at, area) in script.Areas.Index())
        {
            var living = LeastInArea + (at * 1_300);
            foreach (var (characteristic, group, of) in Parts)
            {
                var part = group switch { "under-25" => of - (20 * at), "65-over" => of + (20 * at), _ => of };
                csv.AppendLine(CultureInfo.InvariantCulture, $"{area.Code},{characteristic},{group},{living * part / 1_000}");
            }
        }

        return csv.ToString();
    }
}
