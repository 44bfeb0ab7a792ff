using Participatory.Proposals.V1;

namespace Participatory.Standalone.Demo;

/// <summary>An officer says in advance what ideas can be about, and each idea names the topics of which its words speak.</summary>
internal static class NamingTopics
{
    private const int MostOfIdea = 2;

    /// <summary>Each with words by which an idea of it is known.</summary>
    private static readonly (string Name, string[] Words)[] Known =
    [
        ("Green spaces", ["tree", "pond", "swift", "garden", "green", "orchard", "hedgehog", "allotment", "seed"]),
        ("Play and young people", ["play", "skate", "youth", "swing", "child", "football", "school"]),
        ("Getting about", ["path", "light", "bus ", "bicycle", "crossing", "ramp", "bench", "road"]),
        ("Meeting and helping", ["café", "repair", "library", "kitchen", "lunch", "hall", "stage", "neighbour", "tool"]),
    ];

    public static Task Play(Script script, Doors doors, Stages stages, CancellationToken cancellation) =>
        // A published election says nothing of it.
        script.ImportedFrom.Length > 0 ? Task.CompletedTask
        : stages.Play("An officer names topics", 1, async step =>
        {
            await doors.Officer.Proposals.NameTopicsAsync(
                new NameTopicsRequest
                {
                    RequestId = script.Id("topics"), RoundId = script.RoundId,
                    Topics = { Known.Select(topic => new Topic { Name = topic.Name }) },
                },
                cancellationToken: cancellation);
            step();
        });

    /// <summary>The ids of the topics that an idea names.</summary>
    public static async Task<IReadOnlyList<string>> Of(Script script, Doors doors, ScriptIdea idea, CancellationToken cancellation)
    {
        if (script.ImportedFrom.Length > 0)
        {
            return [];
        }

        var topics = (await doors.Anyone.Proposals.GetTopicsAsync(
            new GetTopicsRequest { RoundId = script.RoundId }, cancellationToken: cancellation)).Topics;
        var text = $"{idea.Title} {idea.Words}";
        return
        [
            .. topics.Where(topic => Array.Exists(Known, known => known.Name == topic.Name
                && Array.Exists(known.Words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase))))
                .Take(MostOfIdea).Select(topic => topic.TopicId),
        ];
    }
}
