using Participatory.Tests.Harness.Walks;

namespace Participatory.Tests.Service.AtTheDoor.Audiences;

/// <summary>Everybody opens every page and every file, and every e-mail and every event is read.</summary>
public sealed class MixedPagesTests(MixedTown town, ITestOutputHelper output) : IClassFixture<MixedTown>
{
    /// <summary>Pages that show nobody anything here, and why.</summary>
    private static readonly Dictionary<string, string> NotShown = new(StringComparer.Ordinal)
    {
        ["council/clawbacks/{id}"] = "no money was taken back",
        ["council/hidden/groups/{group}"] = "nobody founded a group",
        ["council/import/{hash}"] = "no published election was brought in",
        ["council/rounds/{id}/decide"] = "the round is past every step that an officer takes",
        ["council/rounds/{id}/end"] = "the round has its result",
        ["council/rounds/{id}/extend"] = "nobody can vote any more",
        ["council/rounds/{id}/letters/{export}"] = "nobody asked for voting codes",
        ["council/rounds/{id}/paper/{batch}"] = "nobody votes on paper",
        ["council/rounds/{id}/priorities/answer/{priority}"] = "no area has decided what matters most",
        ["council/rounds/{id}/promises/{promise}"] = "no officer wrote a promise down",
        ["council/runs/{id}"] = "nothing went to the bank in a file",
        ["error/{status:int?}"] = "shows what was refused, and its status",
        ["groups/{group}"] = "nobody founded a group",
        ["groups/{group}/add-picture"] = "nobody founded a group",
        ["groups/{group}/change"] = "nobody founded a group",
        ["groups/{group}/follow"] = "nobody founded a group",
        ["groups/{group}/members"] = "nobody founded a group",
        ["groups/{group}/picture"] = "nobody founded a group",
        ["groups/{group}/report"] = "nobody founded a group",
        ["join-group/{secret}"] = "nobody founded a group",
        ["join/{secret}"] = "nobody is invited to write an idea",
        ["ledger/{date:regex(^\\d{{4}}-\\d{{2}}-\\d{{2}}$)}"] = "no day is over",
        ["ledger/{date:regex(^\\d{{4}}-\\d{{2}}-\\d{{2}}$)}.json"] = "no day is over",
        ["logo/{id}"] = "the council has no logo",
        ["my/language"] = "takes a choice and leads back",
        ["rounds/{id}/ideas/{n}/joining/{joining}"] = "nobody suggested to join ideas",
        ["rounds/{id}/areas.svg"] = "no area is drawn",
        ["rounds/{id}/election-{area}.pb"] = "nobody cast a ballot",
        ["s/{token}"] = "leads on to where a link of an e-mail belongs",
        ["sign-in/code"] = "nobody waits for a code",
        ["sign-in/officer"] = "officers of a demonstration do not sign in elsewhere",
        ["sign-in/officer/refused"] = "officers of a demonstration do not sign in elsewhere",
        ["sign-in/resident"] = "residents of a demonstration do not sign in elsewhere",
        ["sign-in/resident/connect"] = "residents of a demonstration do not sign in elsewhere",
        ["sign-in/resident/refused"] = "residents of a demonstration do not sign in elsewhere",
        ["sign-out"] = "ends the visit",
    };

    /// <summary>What is written while people only look, and why that changes nothing.</summary>
    private static readonly Dictionary<string, string> WrittenMeanwhile = new(StringComparer.Ordinal)
    {
        ["heartbeat"] = "each process says every few seconds that it can write",
        ["people.session"] = "when somebody was last seen, every so often",
        ["people.work"] = "what waits for the staff is counted by the clock",
        ["people.security_event"] = "that a service refused something, by the minute",
        ["removal"] = "what the clock removed",
    };

    [Fact]
    public async Task Every_page_file_email_and_event_holds_what_its_reader_may_read_and_nothing_else_also_when_it_is_taken_back()
    {
        Compare(town.First);

        await town.Story.TakeBackWhatIsPublic(town.Mixed);
        Compare(await town.Walk());

        await town.Story.TakeBackEverything();
        Compare(
            await town.Walk(), "council/stories/{id}/look/{part}", "funders/{secret}/photos/{id}", "funders/{secret}/voices/{id}",
            "photos/{id}", "stories/{id}/embed", "voices/{id}");
    }

    [Fact]
    public void Whatever_everybody_looks_at_nothing_changes_by_it()
    {
        Assert.DoesNotContain(town.Changed, table =>
            !WrittenMeanwhile.ContainsKey(table) && !WrittenMeanwhile.ContainsKey(table.Split('.')[1]));
        // What does change is seen.
        Assert.Contains("grants.heartbeat", town.Changed);
    }

    [Fact]
    public void Every_answer_says_its_kind_and_its_letters()
    {
        Assert.True(town.First.Walk.Answers.Count > 1000);
        var wrong = town.First.Walk.Answers.Where(answer => answer.KindFault.Length > 0)
            .Select(answer => $"{answer.Who}: {answer.Address} {answer.KindFault}").Distinct().ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void What_somebody_sees_who_is_signed_in_stays_in_no_cache()
    {
        var answers = town.First.Walk.Answers;
        var ofNobody = answers.Where(answer => answer.Who == Readers.Nobody)
            .ToLookup(answer => answer.Address, answer => answer.Sum, StringComparer.Ordinal);
        var wrong = answers.Where(answer => answer.Who is not (Readers.Nobody or Readers.Funder or Readers.Listener or Readers.Speaker
            or Readers.Participant)
            && !answer.Caching.Contains("no-store", StringComparison.Ordinal)
            // Photos and voices: asked for each time, kept by their own browser, and cleared when somebody signs out.
            && !(answer.Caching == "no-cache, private" && answer.Route is "photos/{id}" or "voices/{id}" or "rounds/{id}/ideas/{n}/photo"
                or "rounds/{id}/voices/{voice}/file"
                or "funders/{secret}/photos/{id}" or "funders/{secret}/voices/{id}")
            // The same for everybody.
            && !(answer.Caching.StartsWith("public", StringComparison.Ordinal) && ofNobody[answer.Address].Contains(answer.Sum)))
            .Select(answer => $"{answer.Who}: {answer.Address} ({answer.Caching})").Distinct().ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <param name="gone">Pages that show nobody anything any more.</param>
    private void Compare((PageWalk Walk, List<Reading> Readings) all, params string[] gone)
    {
        var shown = all.Walk.Shown.Select(one => one.Route).ToHashSet(StringComparer.Ordinal);
        output.WriteLine($"{all.Readings.Count} answers, {shown.Count} kinds of pages and files.");
        Assert.Equal(
            NotShown.Keys.Concat(gone).Order(StringComparer.Ordinal),
            all.Walk.Readable.Select(PageWalk.Route).Where(route => !shown.Contains(route)).Distinct().Order(StringComparer.Ordinal));
        var wrong = town.Marks.Wrong(all.Readings);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
