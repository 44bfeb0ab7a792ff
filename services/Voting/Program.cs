using Participatory.Voting;

var builder = WebApplication.CreateBuilder(args);
builder.AddVoting();
var app = builder.Build();
app.MapVoting();
await app.RunAsync();
