using Participatory.Proposals;

var builder = WebApplication.CreateBuilder(args);
builder.AddProposals();
var app = builder.Build();
app.MapProposals();
await app.RunAsync();
