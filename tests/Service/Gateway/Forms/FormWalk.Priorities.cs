using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Participatory.Accountability.V1;
using static Participatory.Tests.Service.AtTheDoor.Forms.Typed;

namespace Participatory.Tests.Service.AtTheDoor.Forms;

/// <summary>An officer lets people choose and writes down what a meeting decided; people choose; the council answers.</summary>
public sealed partial class FormWalk
{
    private async Task AreasSayWhatMattersMost()
    {
        var page = Council + "/priorities";
        await Publish("theme-seat", "I can sit down on my way");
        await Publish("theme-night", "I sleep at night");
        await Table.Fill(officer, $"{page}/open?area={Elm}", "",
        [
            Text("Places", "2", "choices.places", unseen: "said with its end"),
            Choice("Rule", "greedy", "choices.rule", "greedy", unseen: "said once it is counted"),
            Day("CloseTime", "2027-02-12", "choices.closeTime", last: true),
            Day("AnswerTime", "2027-06-13", "choices.answerTime", last: true) with { Unseen = "said once it is counted" },
            Text("AnswerRole", "Head of the parks of the walk", "choices.answerRole", unseen: "said once it is counted"),
        ], _ => Choices(), [(anyone, $"/rounds/{round}/priorities")]);
        await Table.Fill(volunteer, $"/rounds/{round}/priorities/choose?area={Elm}", "",
            [Unread("ThemeIds", "theme-night", "nobody knows what somebody chose", Words.Priorities.SentTitle) with { IsChoice = true }]);
        // As many places as themes, each with one of them.
        var themes = await doors.Officer.Proposals.GetChoosableThemesAsync(new() { RoundId = round, AreaCode = Harbour });
        await Table.Fill(officer, $"{page}/meeting?area={Harbour}", "",
        [
            .. themes.Themes.Select((theme, at) => Choice(
                $"ThemeIds[{at}]", theme.ThemeId, "choices.themes.themeId", theme.ThemeId, unseen: "its words are shown")),
            Text("People", "37", "choices.people", seen: "37 people met and chose this."),
            Text("Place", "The boat house of the walk", "choices.place"), Text("Met", "Sunday after the market", "choices.met"),
            Day("AnswerTime", "2027-02-14", "choices.answerTime", last: true),
            Text("AnswerRole", "Head of the harbour of the walk", "choices.answerRole"),
        ], _ => Choices(), [(anyone, $"/rounds/{round}/priorities")]);
        var promise = (await Until()).CommitmentId;
        await Table.Fill(officer, $"{page}/answer/{promise}", "",
        [
            Choice("Answer", "Together", "commitments.answer.answer", "PRIORITY_ANSWER_KIND_TOGETHER", Words.Priorities.Together),
            Text("Words", "We bring the wood.\nYou bring the hands.", "commitments.answer.words"),
            Text("Promise", "Bring wood for six benches", "commitments.title", unseen: "it stands with the promises"),
            Text("Role", "Joiners of the walk", "commitments.role", unseen: "it stands with the promises"),
            Day("DueTime", "2027-05-15", "commitments.dueTime", last: true) with { Unseen = "it stands with the promises" },
        ], _ => Promises(), [(anyone, $"/rounds/{round}/priorities")]);
        await Table.Fill(anyone, $"/rounds/{round}/priorities", "GET",
            [Unread("Area", Harbour, "a question stores nothing", "Harbour Side") with { Suggested = "an area" }]);
        await Table.Fill(anyone, $"/rounds/{round}/ideas", "GET",
        [
            Unread("Area", Harbour, "a question stores nothing", "Harbour Side") with { Suggested = "an area" },
            Unread("Priority", (await Until()).PriorityId, "a question stores nothing", "I can sit down on my way"), .. NotAsked(),
        ]);

        async Task<IMessage> Choices() => await doors.Anyone.Proposals.ListChoicesAsync(new() { RoundId = round });
        async Task<IMessage> Promises() =>
            await doors.Officer.Accountability.ListCommitmentsAsync(new() { RoundId = round, PageSize = 100 });
        // What one service has decided another hears in a moment.
        async Task<Commitment> Until()
        {
            for (var end = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(50))
            {
                var found = await doors.Officer.Accountability.ListCommitmentsAsync(
                    new() { RoundId = round, Kinds = { CommitmentKind.Priority } });
                if (found.Commitments.Count > 0 || DateTime.UtcNow > end)
                {
                    return found.Commitments[0];
                }
            }
        }
    }

    /// <summary>A theme of the whole round, as the room of themes leaves it.</summary>
    private async Task Publish(string themeId, string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "proposals.db")}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO theme (theme_id, round_id, area_code, statement, few_reason, named_by, named_at, published_at, published_by)
            VALUES ($id, $round, NULL, $statement, 'Few came.', 'Grace', 0, 0, 'Grace')
            """;
        command.Parameters.AddWithValue("$id", themeId);
        command.Parameters.AddWithValue("$round", round);
        command.Parameters.AddWithValue("$statement", statement);
        await command.ExecuteNonQueryAsync();
    }
}
