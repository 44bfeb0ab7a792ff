using Participatory.Platform.Identity;
using Participatory.Tests.Harness;
using Participatory.Voting.Letters;
using Participatory.Voting.Polls;
using Participatory.Voting.V1;

namespace Participatory.Tests.Service.Voting.Decisions;

public sealed class LetterDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 2, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Codes_are_asked_for_agreed_to_and_handed_over_once() => StateTable.Holds<LetterExportState>(
        """
                Agree           AgreeAsker            Take                TakeAgain           TakeOther
        ASKED   AGREED          SECOND_PERSON_NEEDED  LETTERS_NOT_AGREED  LETTERS_NOT_AGREED  LETTERS_NOT_YOURS
        AGREED  LETTERS_AGREED  LETTERS_AGREED        TAKEN               TAKEN               LETTERS_NOT_YOURS
        TAKEN   LETTERS_AGREED  LETTERS_AGREED        LETTERS_TAKEN       TAKEN               LETTERS_NOT_YOURS
        """,
        ("Agree", state => AgreeToLetters.Decide(Poll(), Export(state), People.Femi, Now).State),
        ("AgreeAsker", state => AgreeToLetters.Decide(Poll(), Export(state), People.Grace, Now).State),
        ("Take", state => Take(state, "other", People.Grace, Now)),
        ("TakeAgain", state => Take(state, "first", People.Grace, Now)),
        ("TakeOther", state => Take(state, "first", People.Noor, Now)));

    [Fact]
    public void Nothing_of_it_goes_on_when_the_time_to_vote_is_over()
    {
        var late = Now.AddDays(7);
        Assert.All(
            new Func<string>[]
            {
                () => AskForLetters.Decide(Poll(), null, new() { AreaCode = "E05000001" }, People.Grace, late).State,
                () => AgreeToLetters.Decide(Poll(), Export("ASKED"), People.Femi, late).State,
                () => Take("AGREED", "first", People.Grace, late),
            },
            step => Assert.Equal("VOTING_IS_OVER", StateTable.Outcome(step)));
    }

    [Fact]
    public void An_officer_of_an_area_has_to_do_with_its_letters_only()
    {
        Assert.Equal("ASKED", Ask(new AskForLettersRequest { AreaCode = "E05000001" }, People.Olu));
        Assert.Equal("AREA_NOT_YOURS", Ask(new AskForLettersRequest { AreaCode = "E05000002" }, People.Olu));
        Assert.Equal("CONTEST_NOT_FOUND", Ask(new AskForLettersRequest { AreaCode = "E05000009" }, People.Grace));
        Assert.Equal("LETTER_BATCH_NOT_FOUND", Ask(new AskForLettersRequest { Batch = 7 }, People.Grace));
        var export = Export("ASKED") with { AreaCode = "E05000002" };
        Assert.Equal("AREA_NOT_YOURS", StateTable.Outcome(() => AgreeToLetters.Decide(Poll(), export, People.Olu, Now).State));
        Assert.Equal("AREA_NOT_YOURS", StateTable.Outcome(
            () => TakeLetters.Decide(Poll(), export with { AskedBy = People.Olu.Subject }, "first", People.Olu, Now).State));

        static string Ask(AskForLettersRequest request, Caller caller) =>
            StateTable.Outcome(() => AskForLetters.Decide(Poll(), null, request, caller, Now).State);
    }

    [Theory]
    [InlineData("20:9", 0, "1=20:9")]
    [InlineData("25:9 5:1 20:3", 0, "1=25:9 2,3=25:4")]
    [InlineData("25:9 5:1 5:3", 0, "1,2,3=35:13")]
    [InlineData("25:9 5:1", 15, "1=25:9 2,other=20:8")]
    [InlineData("25:9", 19, "1,other=44:16")]
    [InlineData("25:9", 20, "1=25:9 other=20:7")]
    [InlineData("10:9 5:1", 4, "")]
    [InlineData("", 50, "")]
    public void Turnout_is_told_of_twenty_letters_or_more(string printed, int others, string told)
    {
        var batches = printed.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((one, at) => (
            Row: new LetterBatchRow { Batch = at + 1, Letters = Number(one.Split(':')[0]) },
            Voted: Number(one.Split(':')[1]))).ToList();
        var contest = new ContestRow
        {
            Voters = batches.Sum(batch => batch.Row.Letters) + others, NotCounted = 2,
            Ballots = batches.Sum(batch => batch.Voted) + (others > 0 ? 7 : 0) - 2,
        };

        var turnout = LetterTurnout.Of(
            contest, [.. batches.Select(batch => batch.Row)], batches.ToDictionary(batch => batch.Row.Batch, batch => batch.Voted));

        Assert.Equal(told, string.Join(' ', turnout.Select(one =>
            $"{string.Join(',', [.. one.Batches.Select(batch => $"{batch}"), .. one.HasOthers ? ["other"] : Array.Empty<string>()])}"
            + $"={one.Letters}:{one.Voted}")));

        static long Number(string digits) => long.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Take(string state, string requestId, Caller caller, DateTimeOffset now) =>
        TakeLetters.Decide(Poll(), Export(state), requestId, caller, now).State;

    private static StoredPoll Poll() => new(
        new PollRow { PollId = "poll", State = "OPEN", OpensAt = Now.AddDays(-1), ClosesAt = Now.AddDays(7) },
        [new() { AreaCode = "E05000001", Voters = 2 }, new() { AreaCode = "E05000002" }],
        [],
        [],
        [],
        Registration: null,
        Extension: null);

    private static LetterExportRow Export(string state) => new()
    {
        PollId = "poll", ExportId = "export", Batch = 1, State = state, AskedBy = People.Grace.Subject, AreaCode = "E05000001",
        AgreedBy = state == "ASKED" ? null : People.Femi.Subject, TakenWith = state == "TAKEN" ? "first" : null,
    };
}
