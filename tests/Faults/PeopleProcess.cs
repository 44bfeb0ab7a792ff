using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Participatory.Contracts.Accountability;
using Participatory.Contracts.Voting;
using Participatory.People;
using Participatory.People.Persons;
using Participatory.Platform.Identity;
using Participatory.Platform.Messaging;
using Participatory.Platform.Storage;
using Participatory.Tests.Harness;
using Client = Participatory.People.V1.PeopleService.PeopleServiceClient;

namespace Participatory.Tests.Faults;

/// <summary>
/// The People service as a process that sends e-mail, to be killed and started again; two of them on one SQLite file. We let only one
/// process have a file, as SQL Server lets several have a database: the second comes to it by another name, which SQLite takes for the
/// same file.
/// </summary>
internal sealed class PeopleProcess : IDisposable
{
    private readonly LoneService service;

    /// <param name="folder">Of all processes of one database.</param>
    /// <param name="number">Which of them it is.</param>
    public PeopleProcess(string folder, int number, PostOffice post)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, $"process-{number}")).FullName;
        if (number > 0)
        {
            File.CreateSymbolicLink(Path.Combine(own, "People.db"), Path.Combine(folder, "process-0", "People.db"));
        }

        service = new LoneService(
            folder, "People", Participatory.People.V1.PeopleService.Descriptor,
            [.. post.AsSettings, ("Data", Path.Combine(folder, "people")),
                ("Database:ConnectionString", $"Data Source={Path.Combine(own, "People.db")}")]);
    }

    /// <inheritdoc cref="LoneService.Start"/>
    public Task<TimeSpan> Start() => service.Start();

    /// <inheritdoc cref="LoneService.Kill"/>
    public Task Kill() => service.Kill();

    public Client Grace => new(service.As(People.Grace, TimeSpan.FromSeconds(30)));

    /// <summary>Runs it in this process.</summary>
    public Task<WebApplication> Here(TimeProvider clock) => service.Here(builder => builder.AddPeople(), app => app.MapPeople(), clock);

    /// <summary>So many people of an idea each, which was not chosen: there is somebody to tell.</summary>
    public static async Task Prepare(WebApplication app, IReadOnlyList<string> emails)
    {
        List<string> subjects = [];
        await using (var transaction = await app.Services.GetRequiredService<Database>().Begin(CancellationToken.None))
        {
            foreach (var email in emails)
            {
                subjects.Add(await Addresses.FindOrAdd(transaction, email, language: null, DateTimeOffset.UtcNow));
            }

            await transaction.Commit();
        }

        foreach (var (at, subject) in subjects.Index())
        {
            var lost = new OutcomeReached(
                "round", $"idea-{at}", $"Idea {at}", subject, "lost", "", new(LossReasons.NotEnoughLeft, "GBP", 12, 40_000, 35_000),
                "Grace Bell, officer");
            await app.Services.GetRequiredService<Bus>().Deliver(
                new Envelope(
                    Guid.CreateVersion7().ToString(), MessageTypes.NameOf(typeof(OutcomeReached)),
                    JsonSerializer.Serialize(lost, MessageTypes.Json), ""),
                CancellationToken.None);
        }
    }

    public void Dispose() => service.Dispose();
}
