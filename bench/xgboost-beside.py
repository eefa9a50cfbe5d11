"""XGBoost on the rows that bench/gbdt.ts wrote: as many bins, trees and leaves, on one thread and on two."""
import json
import sys
import time

import numpy
import xgboost

folder, features = sys.argv[1], int(sys.argv[2])


def read(name):
    columns = numpy.fromfile(f"{folder}/{name}.columns", dtype=numpy.float32).reshape(features, -1)
    return numpy.ascontiguousarray(columns.T), numpy.fromfile(f"{folder}/{name}.values", dtype=numpy.float64)


learnt, values = read("learnt")
unseen, truth = read("unseen")
result = {}
for threads in (1, 2):
    settings = dict(
        objective="reg:squarederror", tree_method="hist", grow_policy="lossguide", max_leaves=31, max_depth=0,
        max_bin=255, eta=0.1, reg_lambda=0, min_child_weight=20, nthread=threads, seed=1,
    )
    begun = time.perf_counter()
    model = xgboost.train(settings, xgboost.DMatrix(learnt, values, nthread=threads), num_boost_round=150)
    result["oneThreadSeconds" if threads == 1 else "twoThreadsSeconds"] = round(time.perf_counter() - begun, 2)
error = model.predict(xgboost.DMatrix(unseen)) - truth
result["rmse"] = round(float(numpy.sqrt(numpy.mean(error**2))), 4)
print(json.dumps(result))
