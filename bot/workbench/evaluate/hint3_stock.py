"""Rasa's stock pipeline on given examples, in a process of its own: DIET needs the TensorFlow that ours leaves out.

    python -m bot.workbench.evaluate.hint3_stock WORK.json

The file holds {"train": [[text, intent]], "test": [text]}; the readings are written back into it under "read", one
{"intent", "confidence"} for each test text, the fallback's verdict left out: whoever asked applies the threshold.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

THRESHOLD = 0.3  # of the FallbackClassifier in the pipeline that `rasa init` writes
AMBIGUITY = 0.1
# What Rasa 3.6 takes for English when config.yml names nothing (rasa/engine/recipes/config_files/default_config.yml),
# without the response selector, which reads no intents, and with a seed.
PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": 0},
    {"name": "EntitySynonymMapper"},
]


def main(work: Path) -> int:
    """Trains, reads, writes. Takes a minute or two."""
    import yaml
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    asked = json.loads(work.read_text(encoding="utf-8"))
    by_intent: dict[str, list[str]] = {}
    for text, intent in asked["train"]:
        by_intent.setdefault(intent, []).append(" ".join(text.split()))
    with tempfile.TemporaryDirectory() as folder:
        config, data = Path(folder, "config.yml"), Path(folder, "nlu.json")
        config.write_text(
            yaml.safe_dump({"recipe": "default.v1", "assistant_id": "stock", "language": "en", "pipeline": PIPELINE}),
            encoding="utf-8",
        )
        # Rasa's JSON format: unlike its YAML, it reads no markup into what people wrote.
        examples = [{"text": text, "intent": name} for name, texts in by_intent.items() for text in texts]
        data.write_text(json.dumps({"rasa_nlu_data": {"common_examples": examples}}), encoding="utf-8")
        model = train_nlu(str(config), str(data), folder, fixed_model_name="stock")
        if model is None:
            return 1
        asked["read"] = asyncio.run(_read(Agent.load(model), asked["test"]))
    work.write_text(json.dumps(asked), encoding="utf-8")
    return 0


async def _read(agent: Any, texts: list[str]) -> list[dict[str, Any]]:
    found = []
    for text in texts:
        parse = await agent.parse_message(text.lstrip("/") or "…")
        ranking = [float(item["confidence"]) for item in parse.get("intent_ranking", [])] + [0.0, 0.0]
        found.append({"intent": parse["intent"]["name"], "confidence": ranking[0], "lead": ranking[0] - ranking[1]})
    return found


if __name__ == "__main__":
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    sys.exit(main(Path(sys.argv[1])))
