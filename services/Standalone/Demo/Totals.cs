using System.Globalization;
using System.Text.Json;
using Participatory.Accountability.V1;
using Participatory.Grants.V1;
using Participatory.Voting.V1;
using Spectre.Console;

namespace Participatory.Standalone.Demo;

/// <summary>What came out, read back through the public doors, and whether it all agrees.</summary>
internal sealed record Totals(
    Script Script, long Ballots, int Winners, long WonMinor, int Awards, int Closed, int Stories, long ReleasedMinor, long HeldMinor,
        long PaidMinor, long LeftMinor)
{
    /// <summary>Nothing is lost and nothing is there twice, to the penny.</summary>
    public bool Balanced =>
        Ballots == Script.Voters
        && Winners == Awards && Awards == Closed && Closed == Stories
        && ReleasedMinor == Script.Areas.Sum(area => area.BudgetMinor)
        && ReleasedMinor == HeldMinor + PaidMinor + LeftMinor
        && PaidMinor == WonMinor && HeldMinor == 0;

    public static async Task<Totals> Read(Script script, Doors doors, CancellationToken cancellation)
    {
        var result = await doors.Anyone.Voting.GetResultAsync(
            new GetResultRequest { PollId = script.RoundId }, cancellationToken: cancellation);
        var winners = result.Contests.SelectMany(contest => contest.Projects).Where(project => project.Won).ToList();
        var awards = await Granting.Awards(script, doors, winners.Count, "The grants", _ => true, cancellation);
        var money = await doors.Anyone.Grants.GetRoundMoneyAsync(
            new GetRoundMoneyRequest { RoundId = script.RoundId }, cancellationToken: cancellation);
        return new Totals(
            script,
            result.Contests.Sum(contest => contest.Ballots),
            winners.Count,
            winners.Sum(project => project.Cost.AmountMinor),
            awards.Count,
            awards.Count(award => award.State == AwardState.Closed),
            await CountStories(script, doors, cancellation),
            money.Total.Released.AmountMinor,
            money.Total.Held.AmountMinor,
            money.Total.Paid.AmountMinor,
            money.Total.Left.AmountMinor);
    }

    /// <summary>A table for people, and, where asked, one line of JSON for programs.</summary>
    public void Show(bool json)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(Script.Title)).AddColumns("", "");
        table.Columns[1].Alignment = Justify.Right;
        table.HideHeaders();
        Row("Ballots", Number(Ballots));
        Row("Ideas chosen", $"{Number(Winners)} of {Number(Script.Ideas.Count)}");
        Row("Released", Amount(ReleasedMinor));
        Row("Paid", Amount(PaidMinor));
        Row("Awarded and not paid", Amount(HeldMinor));
        Row("Left for the areas", Amount(LeftMinor));
        Row("Stories told and answered", Number(Stories));
        Row("Grants closed", $"{Number(Closed)} of {Number(Awards)}");
        Row("Balances to the penny", Balanced ? "yes" : "NO");
        AnsiConsole.Write(table);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                rounds = 1,
                ballots = Ballots,
                awards = Awards,
                paid_minor = PaidMinor,
                released_minor = ReleasedMinor,
                stories = Stories,
                closed = Closed,
                balanced = Balanced,
            }));
        }

        void Row(string what, string figure) => table.AddRow(Markup.Escape(what), Markup.Escape(figure));
    }

    private static async Task<int> CountStories(Script script, Doors doors, CancellationToken cancellation)
    {
        var stories = 0;
        var request = new ListStoriesRequest { RoundId = script.RoundId, PageSize = 100 };
        do
        {
            var page = await doors.Anyone.Accountability.ListStoriesAsync(request, cancellationToken: cancellation);
            stories += page.Stories.Count(story => story.Answer.Length > 0);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return stories;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.GetCultureInfo("en-GB"));

    private string Amount(long minor) => $"{Script.Currency} {(minor / 100m).ToString("N2", CultureInfo.GetCultureInfo("en-GB"))}";
}
