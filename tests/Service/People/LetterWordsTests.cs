using Participatory.Contracts.People;
using Participatory.People.V1;
using Participatory.Platform.Calls;
using Participatory.Platform.Identity;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Participatory.Words;

namespace Participatory.Tests.Service.SigningIn;

/// <summary>The council's own words in letters and e-mails, as administrators change them.</summary>
public sealed class LetterWordsTests
{
    private static readonly (string Name, string Value)[] Set =
        [("Council:Name", "Elmborough"), ("Council:Contact:Phone", "01632 960 123"), ("Demo", "true")];

    [Theory, EveryDatabase]
    public async Task What_an_administrator_writes_stands_in_the_next_email_and_other_services_hear_it(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        Assert.Empty((await desk.As(Tests.People.Grace).ListLetterWordsAsync(new())).Letters);

        var first = await Change(desk, 0, it =>
            (it.Heading, it.Paragraphs, it.MailWords) = (" Vote in {area} ", "Choose for {round}.\nBy {end}.", "All the best, {council}"));
        Assert.Equal((1, "Vote in {area}", Tests.People.Nia.ShownAs), (first.Version, first.Heading, first.ChangedBy));
        await desk.Code("amina@example.org");
        var body = (await desk.Mails()).First(mail => mail.Recipient == "amina@example.org").Body;
        Assert.Contains("All the best, Elmborough\n\nPhone: 01632 960 123", body, StringComparison.Ordinal);

        var second = await Change(desk, 1, it => it.Heading = "Vote");
        Assert.Equal(
            [new LetterWordsChanged(1, "Vote in {area}", "Choose for {round}.\nBy {end}."), new LetterWordsChanged(2, "Vote", "")],
            await desk.Service.Published<LetterWordsChanged>());
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Nia])
        {
            Assert.Equal([second, first], (await desk.As(caller).ListLetterWordsAsync(new())).Letters);
        }

        var newest = await desk.As(Tests.People.Grace).ListLetterWordsAsync(new() { PageSize = 1 });
        Assert.Equal([second], newest.Letters);
        Assert.Equal([first], (await desk.As(Tests.People.Grace)
            .ListLetterWordsAsync(new() { PageSize = 1, PageToken = newest.NextPageToken })).Letters);
    }

    [Theory, EveryDatabase]
    public async Task A_notice_has_the_words_at_its_end(string engine)
    {
        await using var desk = await Desk.Open(engine, [.. Set, .. Desk.Named(0, "olu@council.example", "Olu Ade, officer", "officer")]);
        await Change(desk, 0, it => it.MailWords = "Yours, {council}");
        await desk.As(Tests.People.Nia).EndRolesAsync(new() { RequestId = Desk.NewId(), Email = "olu@council.example" });
        await desk.SendNotices();
        Assert.Contains("Yours, Elmborough", (await desk.Mails()).First(mail => mail.Recipient == "olu@council.example").Body,
            StringComparison.Ordinal);
    }

    [Theory, EveryDatabase]
    public async Task The_same_request_changes_once_and_of_two_who_looked_at_the_same_words_one_is_told(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        var request = new ChangeLetterWordsRequest { RequestId = Desk.NewId(), Letters = new LetterWords { Heading = "Vote" } };
        var nia = desk.As(Tests.People.Nia);
        Assert.Equal(await nia.ChangeLetterWordsAsync(request), await nia.ChangeLetterWordsAsync(request));
        Assert.Single(await desk.Service.Published<LetterWordsChanged>());
        Assert.Equal("SETTINGS_CHANGED", await Desk.Refused(() => Change(desk, 0, it => it.Heading = "Please vote")));
        Assert.Equal("SETTINGS_AS_THEY_WERE", await Desk.Refused(() => Change(desk, 1, it => it.Heading = "Vote")));
        var reasons = await Race.Reasons(() => Change(desk, 1, it => it.Heading = "One"), () => Change(desk, 1, it => it.Heading = "Two"));
        Assert.Equal(["", "SETTINGS_CHANGED"], reasons.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("letters.heading", "Vote, {name}", "{name}")]
    [InlineData("letters.paragraphs", "Use {code} here", "{code}")]
    [InlineData("letters.paragraphs", "In {area", "{")]
    [InlineData("letters.mail_words", "About {round}", "{round}")]
    public async Task What_cannot_be_filled_in_is_said_beside_its_field(string field, string words, string place)
    {
        await using var desk = await Desk.Open("sqlite", Set);
        var letters = new LetterWords();
        LetterWords.Descriptor.FindFieldByName(field.Split('.')[1]).Accessor.SetValue(letters, words);
        var refusal = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => desk.As(Tests.People.Nia).ChangeLetterWordsAsync(
            new() { RequestId = Desk.NewId(), Letters = letters }).ResponseAsync);
        var fault = Assert.Single(Statuses.FieldFaults(refusal));
        Assert.Equal(field, fault.Name);
        Assert.Contains(place, fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_filled_in_is_not_looked_at_again() => Assert.Equal("For {round} of Elm", LetterPlaces.Fill(
        "For {area} of {council}",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["area"] = "{round}", ["council"] = "Elm", ["round"] = "never" }));

    [Theory, EveryDatabase]
    public async Task Nobody_but_an_administrator_changes_them_and_no_version_is_ever_changed(string engine)
    {
        await using var desk = await Desk.Open(engine, Set);
        foreach (var caller in (Caller[])[Tests.People.Grace, Tests.People.Femi, Tests.People.Amina])
        {
            Assert.Equal("NOT_ALLOWED", await Desk.Refused(() => Change(desk, 0, it => it.Heading = "Mine", caller)));
        }

        Assert.Equal("NOT_ALLOWED", await Desk.Refused(async () => await desk.As(Tests.People.Amina).ListLetterWordsAsync(new())));
        await Change(desk, 0, it => it.Heading = "Vote");
        foreach (var statement in (string[])["UPDATE council_letters SET heading = 'Other'", "DELETE FROM council_letters"])
        {
            await using var transaction = await desk.Service.Database.Begin(TestContext.Current.CancellationToken);
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => transaction.Execute(new Sql(statement)));
        }
    }

    private static async Task<LetterWords> Change(Desk desk, int looked, Action<LetterWords> change, Caller? caller = null)
    {
        var letters = new LetterWords { Version = looked };
        change(letters);
        return await desk.As(caller ?? Tests.People.Nia).ChangeLetterWordsAsync(new() { RequestId = Desk.NewId(), Letters = letters });
    }
}
