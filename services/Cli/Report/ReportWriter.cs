using System.Globalization;
using Participatory.Cli.Counts;
using Participatory.Counting.Elections;
using Participatory.Counting.Explaining;
using Participatory.Counting.Outcomes;
using Participatory.Counting.Rules;

namespace Participatory.Cli.Report;

/// <summary>Writes one election into a report: what was found, how it was counted, who got what, what the others lacked.</summary>
internal sealed class ReportWriter(HtmlText page, ReportSection section, string headLine)
{
    /// <summary>A chart of more bars is a wall; the table has them all.</summary>
    private const int MostBars = 25;

    private static readonly string[] Ordinals =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "last"];

    private readonly Election election = section.File.Election;
    private readonly Outcome outcome = section.Outcome;
    private readonly Explanation told = section.Explanation;

    public static string NameOf(ElectionFile file) =>
        string.Join(", ", new[] { file.Header["unit"], file.Header["subunit"], file.Header["instance"] }.Where(
            part => !string.IsNullOrEmpty(part))) is { Length: > 0 } name ? name : Path.GetFileName(file.Name);

    public void Write()
    {
        page.Paragraph(NameOf(section.File), "kicker");
        var finding = outcome.Winners.Length == 0
            ? $"Nothing won, and {Money(outcome.Budget)} are left"
            : $"{Number(outcome.Winners.Length)} of {Number(election.Projects.Length)} projects won, for {Money(outcome.Cost)} of the "
                + $"{Money(outcome.Budget)} there was";
        page.Add($"<{headLine}>{HtmlText.Encode(finding)}</{headLine}>");
        page.Paragraph($"{Number(election.BallotCount)} people voted. {RuleSentences.Of(outcome.Rule)}", "lede");
        WriteMoney();
        WriteVoters();
        WriteLosers();
        WriteFairness();
        WriteGreedy();
        WriteCheck();
    }

    private void WriteMoney()
    {
        if (outcome.Winners.Length == 0)
        {
            return;
        }

        var dearest = outcome.Winners.MaxBy(winner => winner.Cost)!;
        var rows = outcome.Winners.Take(MostBars)
            .Select(winner => new BarRow(Label(winner), Money(winner.Cost), Share(winner.Cost, dearest.Cost), winner == dearest)).ToList();
        if (outcome.Winners.Length > MostBars)
        {
            rows.Add(new BarRow($"{Number(outcome.Winners.Length - MostBars)} others",
                Money(outcome.Winners.Skip(MostBars).Sum(winner => winner.Cost)), 0));
        }

        rows.Add(new BarRow("Left over", Money(outcome.Budget - outcome.Cost), Share(outcome.Budget - outcome.Cost, dearest.Cost)));
        page.Bars($"{Label(dearest)} got the most money: {Money(dearest.Cost)} of {Money(outcome.Budget)}", rows);
        page.Title("The count, round by round");
        var paid = outcome.Trace.Any(step => step.Payment is not null);
        page.Table(
            "The count, round by round",
            ["Winner", "#Votes", "#Cost", .. paid ? (string[])["#Each paid", "#Paid that", "#Gave their rest", "#Had nothing"]
                : [], "#Money left"],
            outcome.Trace.Where(step => step.WhyNot is null).Select(step => (string[])
                [Label(step.Project), Number(step.Votes), Money(step.Project.Cost), .. paid ? Payment(step.Payment)
                    : [], Money(step.MoneyAfter)]));
        if (paid)
        {
            page.Paragraph(
                "“Each paid” is the share of each supporter who could afford it; “gave their rest” are supporters who had less left and "
                    + "gave all of it.", "quiet");
        }

        foreach (var tie in outcome.Ties)
        {
            page.Paragraph(
                $"Equal: {string.Join(", ", tie.Projects.Select(Label))}. They were taken in this order, as declared before "
                    + $"({outcome.TieOrder}).{(tie.Decisive ? " Another order could have had other winners." : "")}");
        }
    }

    private string[] Payment(Payment? payment) => payment is null
        ? ["", "", "", ""]
        : [CountText.Rate(payment.Rate, election), Number(payment.Full), Number(payment.Rest), Number(payment.Nothing)];

    private void WriteVoters()
    {
        var shares = told.Shares;
        if (shares.Voters == 0)
        {
            return;
        }

        page.Bars(
            $"{Percent(shares.WithAWinner, shares.Voters)} of the voters chose at least one winner",
            shares.Tenths.Select((amount, tenth) => new BarRow(
                tenth switch
                {
                    0 => "The tenth of the voters with the least",
                    9 => "The tenth with the most",
                    _ => $"The {Ordinals[tenth]} tenth"
                },
                Money(amount),
                Share(amount, Math.Max(shares.Tenths[^1], shares.EqualShare)),
                amount >= shares.EqualShare)));
        page.Paragraph(
            "Each winner's cost is on the account of those who chose it: "
                + $"{(outcome.Rule is Rule.Greedy ? "divided equally" : "what each paid in the count")}. An equal share of the budget is "
                    + $"{Money(shares.EqualShare)} for each voter; "
            + "bars that reach it are dark.", "quiet");
    }

    private void WriteLosers()
    {
        if (outcome.Losses.Length == 0)
        {
            return;
        }

        WriteNearest();
        page.Title("Why the others did not win, and what it would have taken");
        if (outcome.Rule is not Rule.Greedy && told.NearMisses.Any(miss => miss.Votes == Edge.Unknown && miss.Cheaper == Edge.Unknown))
        {
            page.Paragraph(
                "Counting again and again takes long by this rule, so what it would have taken is not worked out for all of them. The "
                    + "command “explain” does it for one.", "quiet");
        }

        page.Add("<dl>");
        for (var lost = 0; lost < outcome.Losses.Length; lost++)
        {
            var (loss, got) = (outcome.Losses[lost], told.Supporters[lost]);
            var sentence = Losses.Sentence(election, outcome.Rule, loss, told.NearMisses[lost], Support(loss.Project));
            page.Add($"<dt>{HtmlText.Encode($"{Label(loss.Project)}, {Money(loss.Project.Cost)}")}</dt>\n<dd>{HtmlText.Encode(sentence)}");
            page.Add($"{HtmlText.Encode(Supporters(got))}</dd>");
        }

        page.Add("</dl>");
    }

    private void WriteNearest()
    {
        if (told.EffectiveSupport.Length > 0)
        {
            var nearest = outcome.Losses.Where(loss => loss.Votes > 0 && loss.Project.Cost > 0)
                .OrderByDescending(loss => Support(loss.Project)).Take(MostBars).ToList();
            if (nearest.Count > 0)
            {
                page.Bars(
                    $"{Label(nearest[0].Project)} came nearest: its supporters could pay {Number(Support(nearest[0].Project)!.Value)} % "
                        + "of its cost",
                    nearest.Select(
                        (loss, place) => new BarRow(Label(loss.Project), $"{Number(Support(loss.Project)!.Value)} %",
                        Support(loss.Project)!.Value / 100.0, place == 0)));
            }

            return;
        }

        var missing = outcome.Losses.Zip(told.NearMisses).Where(lost => lost.Second is { Points: false, Votes.Value: > 0 })
            .Select(lost => (lost.First, Missing: lost.Second.Votes.Value!.Value)).OrderBy(lost => lost.Missing).Take(MostBars).ToList();
        if (missing.Count > 0)
        {
            page.Bars(
                $"{Label(missing[0].First.Project)} came nearest: {Number(missing[0].Missing)} more "
                    + $"{(missing[0].Missing == 1 ? "vote" : "votes")}",
                missing.Select((lost, place) => new BarRow(
                    Label(lost.First.Project), $"{Number(lost.First.Votes)} votes, {Number(lost.Missing)} more needed",
                        Share(lost.First.Votes, lost.First.Votes + lost.Missing), place == 0)));
        }
    }

    private string Supporters(SupportersGot got)
    {
        if (got.Voters == 0)
        {
            return "";
        }

        var most = got.On.Where(paid => paid.Amount > 0).OrderByDescending(paid => paid.Amount).Take(3)
            .Select(paid => $"{Label(paid.Winner)} ({Money(paid.Amount)} from {Number(paid.Voters)})").ToList();
        var spent = most.Count == 0 ? "" : $" Most of their money went to {string.Join(", ", most)}.";
        return $"{Percent(got.WithAWinner, got.Voters)} of those who chose it chose a winner as "
            + $"well.{spent}{(got.Left is { } left ? $" They had {Money(left)} left." : "")}";
    }

    private void WriteFairness()
    {
        page.Title("Was any group left short?");
        var largest = told.ShortGroups.MaxBy(group => group.Voters);
        page.Paragraph(largest is null
            ? "No. However you group voters who agree on a project that was left out, somebody in the group got as much as the group's "
                + "part of the budget buys (the test is called EJR+)."
            : $"Yes: {Number(largest.Voters)} voters chose {Label(largest.Project)}, which was left out. They are "
                + $"{Percent(largest.Voters, election.BallotCount)} of all voters, their part of the budget would be "
                    + $"{Money(largest.Entitled)}, and none of them got as much as that buys "
              + "(the test is called EJR+; "
                  + $"{(told.ShortGroups.Length == 1 ? "this is the only project"
                    : $"it finds such groups for {Number(told.ShortGroups.Length)} projects")}).");
    }

    private void WriteGreedy()
    {
        if (told.BesideGreedy is not { } beside)
        {
            return;
        }

        page.Title("What going by the most votes alone would have given");
        page.Table("This rule and the most votes side by side", ["", "#This rule", "#Most votes"],
        [
            ["Winners", Number(outcome.Winners.Length), Number(told.Greedy!.Winners.Length)],
            ["Money spent", Money(outcome.Cost), Money(told.Greedy.Cost)],
            ["Voters who chose a winner", CompareCommand.Percent(beside.First), CompareCommand.Percent(beside.Second)],
            ["Winners that an average voter chose", CompareCommand.Average(beside.First), CompareCommand.Average(beside.Second)],
        ]);
        Named("Only here", beside.OnlyFirst);
        Named("Only by the most votes", beside.OnlySecond);
    }

    private void Named(string title, IReadOnlyCollection<Project> projects)
    {
        if (projects.Count > 0)
        {
            page.Paragraph($"{title}: {string.Join("; ", projects.Select(Label))}.");
        }
    }

    private void WriteCheck()
    {
        page.Add("<div class=\"panel\">");
        page.Title("How to check it");
        page.Paragraph(
            $"The count is exact and gives the same on every machine: {outcome.Rule.Describe()}, ties {outcome.TieOrder}. File: "
                + $"{Path.GetFileName(section.File.Name)}.");
        page.Paragraph($"election {ElectionHash.Of(election)}", "hash");
        page.Paragraph($"outcome {OutcomeHash.Of(outcome)}", "hash");
        page.Add("</div>");
    }

    private long? Support(Project project) => told.EffectiveSupport.Length == 0 ? null
        : told.EffectiveSupport[election.IndexOf(project.Id)];

    private static string Label(Project project) => project.Name.Length == 0 ? project.Id : project.Name;

    private string Money(long minor) => $"{CountText.Money(minor, election)} {section.File.Header["currency"]}".TrimEnd();

    private static string Number(long number) => CountText.Number(number);

    private static double Share(long part, long whole) => whole <= 0 ? 0 : (double)part / whole;

    private static string Percent(long part, long whole) => whole == 0 ? "0 %"
        : string.Create(CultureInfo.InvariantCulture, $"{(Int128)part * 100 / whole} %");
}
