using Participatory.Accountability.V1;
using Participatory.Contracts.People;
using Participatory.Contracts.Proposals;
using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Tests.Harness.Walks;
using static Participatory.Tests.Service.Accountability.AskedGroups;
using Contract = Participatory.Accountability.V1.AccountabilityService;

namespace Participatory.Tests.Service.Accountability;

/// <summary>
/// One group tells something to each audience in each way, and everybody asks everything that only reads. New methods are found and
/// asked by themselves.
/// </summary>
public sealed class MixedAudiencesTests
{
    private const string OtherRound = "round-2027", Refused = "project-refused";

    private static readonly Caller Hill =
        new("subject-hill", "Hill Ash, ward officer", People.Olu.Roles, new HashSet<string> { OtherWard });

    [Theory, EveryDatabase]
    public async Task Everybody_reads_what_is_for_them_and_nothing_else_also_when_it_is_taken_back(string engine)
    {
        await using var run = await Start(engine);
        var marks = new AudienceTable();
        var story = new MixedStory(run.As(People.Amina), run.As(People.Grace), marks);
        var mixed = await Ask(run, "mixed");
        await story.TellMixed(mixed);
        await story.TellOnly(await Ask(run, "public"), Audience.Everybody);
        await story.TellOnly(await Ask(run, "funders"), Audience.Funders);
        await story.TellOnly(await Ask(run, "council"), Audience.Council);
        await story.Prepare(await Ask(run, "draft"));
        await story.WriteDown(await Ask(run, "conversation"));
        await run.Tell(People.Tom, (await run.Ask(People.Tom, "of-others")).ReportId);
        await Excuse(run, await Ask(run, "excused"), marks);
        await Score(run, marks);
        await Outcome(run, marks);
        var everybody = await Everybody(run, story.Knows);

        await Compare(run, everybody, marks);

        await story.TakeBackWhatIsPublic(mixed);
        await run.Service.Deliver(new ProposerTold(Round, Refused, run.Service.Clock.Now));
        marks.Change("why an idea cannot be done", [.. Readers.Everybody, Readers.Event]);
        await Compare(run, everybody, marks);

        await story.TakeBackEverything();
        marks.Change("why an idea cannot be done", [.. Readers.Everybody, Readers.Event, Readers.Database]);
        marks.Change("why no story came", [.. Readers.Council, Readers.Database]);
        marks.Change("a remark that stands alone", Readers.Database);
        await Compare(run, everybody, marks, "GetPhoto", "GetVoice", "GetPartFlags");
    }

    private static async Task Compare(
        AskedGroups run, IReadOnlyCollection<Asker> everybody, AudienceTable marks, params string[] silent)
    {
        List<Reading> readings =
            [.. await ReadingWalk.Past(Contract.Descriptor, everybody, silent), .. await ReadingWalk.Events(run.Service.Database)];
        if (silent.Length > 0)
        {
            // What was taken back is not kept either.
            readings.AddRange(await ReadingWalk.Tables(run.Service.Database));
        }

        Assert.True(marks.Wrong(readings) is [], string.Join('\n', marks.Wrong(readings)));
        Assert.True(readings.Count > 500, $"Only {readings.Count} answers were read.");
    }

    private static async Task<IReadOnlyCollection<Asker>> Everybody(AskedGroups run, Dictionary<string, string[]> story)
    {
        Dictionary<string, string[]> knows = new(story)
        {
            ["round_id"] = [Round, OtherRound], ["area_code"] = [Ward, OtherWard], ["project_id"] = ["project-mixed", Refused],
            ["load_id"] = ["none"],
            ["secret"] = ["no secret"],
        };
        await run.Service.Deliver(RoundOpened(OtherRound));
        return
        [
            .. new (string Who, Caller Caller)[]
            {
                (Readers.Nobody, People.Nobody), (Readers.Resident, People.Resident("subject-kim")), (Readers.OtherGroup, People.Tom),
                (Readers.Group, People.Amina), (Readers.OwnOfficer, People.Olu), (Readers.OtherOfficer, Hill),
                (Readers.EveryOfficer, People.Grace), (Readers.Finance, People.Femi),
            }.Select(one => new Asker(one.Who, run.Service.As(one.Caller), knows)),
            new(Readers.Funder, run.Service.As(People.Nobody),
                new Dictionary<string, string[]>(knows) { ["secret"] = [await Link(run, Round)] }),
            new(Readers.OtherFunder, run.Service.As(People.Nobody),
                new Dictionary<string, string[]>(knows) { ["secret"] = [await Link(run, OtherRound)] }),
        ];
    }

    private static string Id() => Guid.NewGuid().ToString();

    private static async Task<string> Ask(AskedGroups run, string award) => (await run.Ask(People.Amina, award)).ReportId;

    private static async Task<string> Link(AskedGroups run, string round) => (await run.As(People.Grace)
        .MakeFunderLinkAsync(new() { RequestId = Id(), RoundId = round, Funder = $"Trust of {round}" })).Secret;

    private static async Task Excuse(AskedGroups run, string report, AudienceTable marks)
    {
        foreach (var days in (int[])[30, 22, 50])
        {
            await run.Pass(TimeSpan.FromDays(days));
        }

        await run.As(People.Grace).ExcuseReportAsync(
            new() { RequestId = Id(), ReportId = report, Reason = marks.Mark("why no story came", Readers.Council) });
    }

    /// <summary>One remark alone could be laid beside whoever made it.</summary>
    private static async Task Score(AskedGroups run, AudienceTable marks)
    {
        await run.Service.Deliver(
            new ProposalMade(Round, "project-mixed", Ward, "Benches", People.Amina.Subject, run.Service.Clock.Now));
        await run.As(People.Amina).SendScoreAsync(new()
        {
            RequestId = Id(), RoundId = Round, ProjectId = "project-mixed", Step = Step.Proposing,
            Score = new() { ListenedTo = 4, Trusted = 4, Equal = 4, WorthOurTime = 4, Why = marks.Mark("a remark that stands alone") },
        });
    }

    /// <summary>An idea that cannot be done, of which its proposer has not heard.</summary>
    private static async Task Outcome(AskedGroups run, AudienceTable marks)
    {
        var now = run.Service.Clock.Now;
        await run.Service.Deliver(new ProposalMade(Round, Refused, Ward, "A well", People.Tom.Subject, now));
        await run.Service.Deliver(new ProposalReviewed(
            Round, Refused, "A well", People.Tom.Subject, false, null, "GBP", marks.Mark("why an idea cannot be done", Readers.Event), "",
            People.Grace.ShownAs, now));
        await run.Service.Deliver(new BallotPaperPublished(
            Round, "Neighbourhood money 2026", "GBP", "approval", 1, 0, "greedy", "cost", "es", 0, now, now.AddDays(10), "",
            [new BallotPaperContest(Ward, "Elm Park", 1_000_000, [])]));
    }
}
