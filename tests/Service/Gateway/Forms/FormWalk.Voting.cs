using System.Text;
using Google.Protobuf;
using Participatory.Standalone.Demo;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>The roll, the letters, votes on screens and on paper, the result.</summary>
public sealed partial class FormWalk
{
    private string Council => $"/council/rounds/{round}";

    /// <summary>What a voter read before they voted.</summary>
    internal string Ballot { get; private set; } = "";

    /// <summary>What stands on the paper of those who vote on paper.</summary>
    internal string Sheet { get; private set; } = "";

    private async Task ThePaperIsPublishedAndLettersGoOut()
    {
        if (!(await officer.Read(Council + "/decide?step=PublishPaper")).Contains("21 July 2027", StringComparison.Ordinal))
        {
            Table.Findings.Add("The page that publishes the paper does not say that the vote goes on until 21 July 2027, as was typed.");
        }

        var last = Day("FinishedFrom", "2027-08-04", "dates.finishedFrom", last: true);
        await Decide("PublishPaper", "Every idea has its answer.", "", null, null,
            last with { Unseen = "said when the vote is open, below" },
            Tick("Looked", "", unseen: "the paper is out") with { Unkept = "it says that somebody looked at the paper" });
        await DemoRound.Until("The poll", async () => await doors.Anyone.Voting.GetPollAsync(new() { PollId = round }), default);
        var roll = new StringBuilder("voter_id,area_code\n");
        for (var at = 1; at <= 6; at++)
        {
            roll.Append(System.Globalization.CultureInfo.InvariantCulture, $"walker-{at},{(at < 6 ? Elm : Harbour)}\n");
        }

        await Table.Fill(officer, Council + "/roll", "",
            [Upload("Csv", "roll.csv", Encoding.UTF8.GetBytes(roll.ToString()), "contests.voters", "5", "5")],
            _ => Poll(), [(officer, Council + "/roll")]);
        await Decide("OpenPoll", "The letters have arrived.", "decisions.reason", Poll,
            [(officer, Council), (anyone, $"/rounds/{round}")], last with { IsBefore = true, Unkept = "stored above" });
        var asked = await Table.Fill(officer, Council + "/letters", "",
        [
            Choice("AreaCode", Harbour, "areaCode", Harbour, "Harbour Side"),
            Text("Letters", "1", "letters"),
            Text("Reason", "For the printer in the harbour.", "reason"),
            Text("PrinterCertificate", await Certificate(), "printerName", kept: "Printer of the walk", seen: "Printer of the walk"),
        ], answer => Export(answer.Id), [(officer, Council + "/letters")]);
        await Table.Fill(finance, asked.Path, "Agree",
            [Pressed("state", "LETTER_EXPORT_STATE_AGREED", "Rhys Morgan, finance officer")], _ => Export(asked.Id),
            [(officer, Council + "/letters")]);
        await Table.Fill(officer, asked.Path, "File", [Typed.Unread("", "", "only the printer can read it", unseen: "sealed")],
            shown: []);
        var again = await Table.Fill(officer, asked.Path, "Again", [Text("Reason", "The printer lost them.", "reason")],
            answer => Export(answer.Id), [(officer, Council + "/letters")]);
        await Table.Fill(finance, again.Path, "Agree",
            [Pressed("agreedBy", "Rhys Morgan, finance officer", "Rhys Morgan, finance officer")], _ => Export(again.Id),
            [(officer, Council + "/letters")]);
        var own = await Table.Fill(officer, Council + "/letters", "",
        [
            Text("Letters", "5", "letters"),
            Text("Reason", "Read out at the desk.", "reason"),
            Typed.Unread("PrinterCertificate", "", "these are printed here", unseen: "nothing is typed") with { Suggested = "none" },
        ], answer => Export(answer.Id), [(officer, Council + "/letters")]);
        await Table.Fill(finance, own.Path, "Agree",
            [Pressed("state", "LETTER_EXPORT_STATE_AGREED", "Rhys Morgan, finance officer")], _ => Export(own.Id),
            [(officer, Council + "/letters")]);
        var sheet = await Table.Fill(officer, own.Path, "Sheet",
            [Pressed("state", "LETTER_EXPORT_STATE_TAKEN", "Elm Park")], _ => Export(own.Id));
        codes = [.. (await new AngleSharp.Html.Parser.HtmlParser().ParseDocumentAsync(sheet.Text, default))
            .QuerySelectorAll(".letter .code").Select(code => code.TextContent.Trim())];
    }

    private async Task VotingIsKeptOpenLonger()
    {
        (Typist, string)[] shown = [(officer, Council + "/extend"), (finance, Council + "/extend")];
        await Table.Fill(officer, Council + "/extend", "Ask",
        [
            Day("CloseTime", "2027-08-18", "extension.afterTime", last: true),
            Text("Reason", "The post was on strike for a week.", "extension.reason"),
        ], _ => Poll(), shown);
        await Table.Fill(finance, Council + "/extend", "Agree",
            [Pressed("extension.state", "EXTENSION_STATE_AGREED", "Rhys Morgan, finance officer")], _ => Poll(), shown);
    }

    private IReadOnlyList<string> codes = [];

    private async Task PeopleVote()
    {
        Typed[] points = [.. ToWin.Select(_ => "").Append("").Select((_, at) => Typed.Unread(
            "Numbers", $"{at + 3}", "a ballot is secret; its card gives it back", unseen: "seen on the next page")
            with { Suggested = "few" })];
        var vote = $"/rounds/{round}/vote";
        var ballot = await Table.Fill(anyone, vote, "Code",
            [Typed.Unread("Code", codes[0], "a code stands beside no vote", unseen: "it opens the ballot")], shown: []);
        Ballot = await anyone.Read(ballot.To);
        await Table.Fill(anyone, ballot.To, "Total",
            [.. points.Select((one, at) => one with { Value = $"{at + 2}", Seen = $"{at + 2}", Unseen = "" })]);
        var check = await Table.Fill(anyone, ballot.To, "Choose", [.. points.Select(one => one with { Seen = one.Value, Unseen = "" })]);
        var receipt = await Table.Fill(anyone, check.To, "Cast",
            [Typed.Unread("", "", "its card gives it back, below", Words.Voting.CardSave)]);
        var page = await anyone.Open(receipt.To);
        var card = page.QuerySelector(".card-text")!.TextContent.Trim();
        var tracking = page.QuerySelector(".tracking-code")!.TextContent.Trim();
        await Table.Fill(anyone, receipt.To, "Save", [Typed.Unread("", "", "a file for the voter", card)], shown: []);
        await Table.Fill(anyone, receipt.To, "Finish", [Typed.Unread("", "", "this browser forgets", unseen: "it is gone")]);
        await Table.Fill(anyone, $"/polls/{round}/check", "GET", [Typed.Unread("Code", tracking, "a question stores nothing")],
            shown: [(anyone, $"/polls/{round}/check?Code={tracking}")]);
        var cast = await doors.Anyone.Voting.LookUpCardAsync(new() { PollId = round, Card = card });
        if (!cast.Points.Order().SequenceEqual(Enumerable.Range(3, points.Length).Select(point => (long)point)))
        {
            Table.Findings.Add($"The ballot of the card has the points {string.Join(", ", cast.Points)}, and others were typed.");
        }

        await Table.Fill(resident, vote + "?handler=Card", "Card",
            [Typed.Unread("Card", card, "a card opens its ballot", unseen: "it opens the ballot")], shown: []);
    }

    private async Task PeopleVoteOnPaper()
    {
        Sheet = await officer.Read($"{Council}/sheet-{Elm}");
        var batch = await Table.Fill(officer, Council + "/paper", "",
        [
            Choice("Area", Elm, "areaCode", Elm, "Elm Park") with { Suggested = "where people wrote" },
            Text("VoterIds", "walker-4\nwalker-5", "envelopes", kept: "2", seen: "2"),
            Tick("NoMoreComing", "envelopes", "2", unseen: "what is cast says whether it waits"),
        ], answer => Batch(answer.Id));
        var before = (await doors.Officer.Voting.GetPaperBatchAsync(new() { PollId = round, BatchId = batch.Id }));
        foreach (var (at, serial) in before.Ballots.Select(one => one.Serial).Index())
        {
            await Key(officer, "PAPER_STATE_KEYED_ONCE");
            await Key(second, "PAPER_STATE_AGREED");

            Task Key(Typist who, string state) => Table.Fill(who, batch.Path, "Key",
            [
                Text("Serial", serial, "ballots.serial") with { Suggested = "keyed by two people" },
                .. ToWin.Append(default).Select((_, number) => Typed.Unread("Numbers", at == 0 ? $"{number + 4}" : "",
                    "a ballot is secret", unseen: "a ballot is secret") with { Suggested = "few" }),
                at == 0 ? Typed.Unread("Spoiled", "", "it counts", unseen: "it counts") with { Suggested = "not ticked" }
                    : Tick("Spoiled", $"ballots[{at}].state", state, unseen: "only two who agree are told"),
                Pressed($"ballots[{at}].state", state, unseen: "said in words"),
            ], _ => Batch(batch.Id), [(who, batch.Path)]);
        }

        await Table.Fill(officer, batch.Path, "Cast", [Pressed("spoiled", "1", Words.Paper.IsCast), Pressed("cast", "1", "1")],
            _ => Batch(batch.Id));
    }

    private async Task TheResultIsDeclared()
    {
        await Decide("ClosePoll", "Everybody who wanted has voted.", "decisions.reason", Poll);
        await Decide("DeclareResult", "", "", async () => await doors.Anyone.Voting.GetResultAsync(new() { PollId = round }), null,
            Pressed("contests.projects.title", ToWin[0].Title, Words.CouncilRounds.History));
        await Table.Fill(officer, Council + "/observers", "",
        [
            Text("First", "Ada Grant, residents' group", "observations.observers"),
            Text("Second", "Joe Field, local paper", "observations.observers"),
        ], _ => Poll(), [(officer, Council + "/observers")]);
    }

    private async Task<IMessage> Poll() => await doors.Anyone.Voting.GetPollAsync(new() { PollId = round });

    private async Task<IMessage> Batch(string id) => await doors.Officer.Voting.GetPaperBatchAsync(new() { PollId = round, BatchId = id });

    private async Task<IMessage> Export(string id) =>
        await doors.Officer.Voting.GetLetterExportAsync(new() { PollId = round, ExportId = id });

    private static Task<string> Certificate()
    {
        using var key = System.Security.Cryptography.RSA.Create(3072);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=Printer of the walk", key,
            System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
        return Task.FromResult(certificate.ExportCertificatePem());
    }
}
